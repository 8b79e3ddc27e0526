package org.mosingest.cli.demo;

import com.google.common.collect.ImmutableList;

/** How a demo clip is encoded: quickly, by the encoders that the bundled ffmpeg has. */
enum Codec {
  H264("libopenh264", "-b:v", "700k"),
  VP9("libvpx-vp9", "-deadline", "realtime", "-cpu-used", "8", "-b:v", "600k"),
  AV1("libsvtav1", "-preset", "11", "-b:v", "600k"),
  MPEG4("mpeg4", "-b:v", "800k");

  private final ImmutableList<String> options;

  Codec(String encoder, String... options) {
    this.options = ImmutableList.<String>builder().add("-c:v", encoder).add(options).build();
  }

  /** What ffmpeg is told. */
  ImmutableList<String> options() {
    return options;
  }
}
