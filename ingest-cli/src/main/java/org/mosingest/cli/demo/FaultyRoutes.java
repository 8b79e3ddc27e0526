package org.mosingest.cli.demo;

import java.io.IOException;
import java.net.URI;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Function;

/**
 * Which answer a request gets: the clip that it names, or what is planned to go wrong with it. Safe
 * for many threads.
 */
final class FaultyRoutes {

  private final Map<String, ServedClip> clips;
  private final Throttle throttle;
  private final Function<String, URI> address;
  private final Set<String> askedBefore = ConcurrentHashMap.newKeySet();

  FaultyRoutes(Map<String, ServedClip> clips, Throttle throttle, Function<String, URI> address) {
    this.clips = clips;
    this.throttle = throttle;
    this.address = address;
  }

  void route(ClipAnswer answer) throws IOException, InterruptedException {
    RequestEntry entry = answer.entry();
    if (!entry.isGet() && !entry.isHead()) {
      answer.header("Allow", "GET, HEAD").text(405, "only GET and HEAD are understood\n");
      return;
    }
    String name = entry.target();
    boolean moved = name.startsWith(DemoRequest.MOVED) && !clips.containsKey(name);
    ServedClip clip = clips.get(moved ? name.substring(DemoRequest.MOVED.length()) : name);
    if (clip == null || (moved && clip.fault() != DemoFault.REDIRECT)) {
      answer.text(404, "no clip is served here\n");
      return;
    }
    boolean first = entry.isGet() && askedBefore.add(name);
    switch (clip.fault()) {
      case NONE -> answer.clip(clip);
      case NOT_FOUND -> answer.text(404, "this clip is not here\n");
      case GONE -> answer.text(410, "this clip was removed by its owner\n");
      case HTML_PAGE ->
          answer.page(
              200,
              "text/html; charset=utf-8",
              "<!doctype html><title>Log in</title><p>Please log in.\n");
      case BUSY -> {
        if (first) {
          answer.header("Retry-After", "1").text(503, "busy, come again in a second\n");
        } else {
          answer.clip(clip);
        }
      }
      case REDIRECT -> {
        if (moved) {
          answer.clip(clip);
        } else {
          String location = address.apply(DemoRequest.MOVED + name).getRawPath();
          answer.header("Location", location).text(302, "this clip has moved\n");
        }
      }
      case DROPPED_CONNECTION -> answer.clip(clip, first ? 2 : 1);
      case STALL -> {
        answer.clip(clip, first ? 3 : 1);
        if (first) {
          throttle.awaitClose();
        }
      }
    }
  }
}
