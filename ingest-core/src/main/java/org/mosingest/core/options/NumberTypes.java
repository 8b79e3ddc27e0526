package org.mosingest.core.options;

import com.google.common.base.Ascii;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** The types of options whose values are numbers. */
final class NumberTypes {

  /** Longer than any network is gone and any download takes: no limit. */
  static final Duration FOR_EVER = Duration.ofDays(36_500);

  private NumberTypes() {}

  record WholeNumber(int least) implements OptionType<Integer> {
    private String wanted() {
      return "a whole number from " + least + " to " + Integer.MAX_VALUE;
    }

    @Override
    public String label() {
      return "N";
    }

    @Override
    public Integer ofText(String text) {
      try {
        int number = Integer.parseInt(text.strip());
        if (number >= least) {
          return number;
        }
      } catch (NumberFormatException e) {
        // Said below, as for one that is too small.
      }
      throw Misfit.of(wanted(), text);
    }

    @Override
    public Optional<Integer> ofJson(JsonNode json) {
      if (json.isIntegralNumber() && json.canConvertToInt() && json.intValue() >= least) {
        return Optional.of(json.intValue());
      }
      throw Misfit.of(wanted(), json);
    }

    @Override
    public Object plain(Integer value) {
      return value;
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("type", "integer", "minimum", least);
    }
  }

  record Share() implements OptionType<Double> {
    private static final String WANTED = "a share from 0 to 1";

    @Override
    public String label() {
      return "F";
    }

    @Override
    public Double ofText(String text) {
      try {
        double share = Double.parseDouble(text);
        if (share >= 0 && share <= 1) {
          return share;
        }
      } catch (NumberFormatException e) {
        // Said below, as for one out of range.
      }
      throw Misfit.of(WANTED, text);
    }

    @Override
    public Optional<Double> ofJson(JsonNode json) {
      // A whole number may be too large for any double.
      double fraction = json.doubleValue(Double.NaN);
      if (fraction >= 0 && fraction <= 1) {
        return Optional.of(fraction);
      }
      throw Misfit.of(WANTED, json);
    }

    @Override
    public Object plain(Double value) {
      return value;
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("type", "number", "minimum", 0, "maximum", 1);
    }
  }

  record Seconds(Duration most, boolean zeroIsNoLimit) implements OptionType<Duration> {
    private String wanted() {
      return "a number of seconds from 0 to " + most.toSeconds();
    }

    private Optional<Duration> within(double seconds) {
      if (!(seconds >= 0 && seconds <= most.toSeconds())) {
        return Optional.empty();
      }
      Duration asked =
          Duration.ofMillis(
              BigDecimal.valueOf(seconds)
                  .movePointRight(3)
                  .setScale(0, RoundingMode.HALF_UP)
                  .longValueExact());
      return Optional.of(zeroIsNoLimit && asked.isZero() ? FOR_EVER : asked);
    }

    @Override
    public String label() {
      return "N";
    }

    @Override
    public Duration ofText(String text) {
      try {
        return within(Double.parseDouble(text)).orElseThrow(() -> Misfit.of(wanted(), text));
      } catch (NumberFormatException e) {
        throw Misfit.of(wanted(), text);
      }
    }

    @Override
    public Optional<Duration> ofJson(JsonNode json) {
      return Optional.of(
          within(json.doubleValue(Double.NaN)).orElseThrow(() -> Misfit.of(wanted(), json)));
    }

    @Override
    public Object plain(Duration value) {
      if (zeroIsNoLimit && value.equals(FOR_EVER)) {
        return BigDecimal.ZERO;
      }
      BigDecimal seconds = BigDecimal.valueOf(value.toMillis(), 3).stripTrailingZeros();
      return seconds.scale() < 0 ? seconds.setScale(0) : seconds;
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("type", "number", "minimum", 0);
    }
  }

  record Size(String label, long least, String wanted) implements OptionType<Long> {
    private static final Pattern SIZE =
        Pattern.compile("(\\d+(?:\\.\\d+)?)\\s?(?:([KMGT])(I?B)?|B)?", Pattern.CASE_INSENSITIVE);

    private static OptionalLong bytes(String text) {
      Matcher size = SIZE.matcher(text);
      if (!size.matches()) {
        return OptionalLong.empty();
      }
      String unit = size.group(2);
      int power = unit == null ? 0 : "KMGT".indexOf(Ascii.toUpperCase(unit)) + 1;
      double bytes =
          Double.parseDouble(size.group(1))
              * Math.pow("B".equalsIgnoreCase(size.group(3)) ? 1000 : 1024, power);
      return bytes < Long.MAX_VALUE ? OptionalLong.of(Math.round(bytes)) : OptionalLong.empty();
    }

    @Override
    public Long ofText(String text) {
      OptionalLong bytes = bytes(text);
      if (bytes.isPresent() && bytes.getAsLong() >= least) {
        return bytes.getAsLong();
      }
      throw Misfit.of(wanted, text);
    }

    @Override
    public Optional<Long> ofJson(JsonNode json) {
      return Optional.of(ofText(json.asString()));
    }

    @Override
    public Object plain(Long value) {
      return value;
    }

    @Override
    public Map<String, Object> schema() {
      return Map.of("type", List.of("integer", "string"));
    }
  }
}
