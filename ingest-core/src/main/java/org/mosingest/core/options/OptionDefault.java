package org.mosingest.core.options;

import java.util.Optional;

/**
 * What holds where an option is not given.
 *
 * @param value the value; none if there is none, or if it depends on other things
 * @param words what help says of it; empty to say nothing
 * @param variable an environment variable of other tools that gives it, {@code FFPROBE_BIN} say
 */
public record OptionDefault<T>(Optional<T> value, String words, Optional<String> variable) {}
