package org.mosingest.cli.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

final class JsonTreeTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "  ",
        "null",
        "-0",
        "0.1",
        "-1.5e300",
        "1e999",
        "2147483648",
        "123456789012345678901234567890",
        "\"a\\u00e9\\n\\\"\"",
        "[]",
        "{}",
        "[[],{},[1,-2,3.5,true,false,null,\"\"]]",
        "{\"a\":{\"b\":[{\"c\":1}]},\"\":0}",
        "{\"a\":1,\"b\":2,\"a\":3}",
        " {\"a\" : [ 1 , 2 ] } \r\n"
      })
  void isWhatAMapperReads(String json) {
    assertThat(JsonTree.of(json)).isEqualTo(JsonMapper.shared().readTree(json));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{",
        "[",
        "]",
        "}",
        "[1",
        "[1,",
        "{\"a\"",
        "{\"a\":",
        "{\"a\":1",
        "{\"a\":1,}",
        "[1,]",
        "{} {}",
        "1 2",
        "[]]",
        "nul",
        "NaN",
        "01",
        "+1",
        "'a'",
        "{a:1}",
        "/**/1",
        "<html>",
        "\"a"
      })
  void refusesWhatAMapperRefuses(String json) {
    assertThatThrownBy(() -> JsonMapper.shared().readTree(json))
        .isInstanceOf(JacksonException.class);
    assertThatThrownBy(() -> JsonTree.of(json)).isInstanceOf(JacksonException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"[", "{\"a\":"})
  void refusesWhatIsNestedTooDeeply(String opening) {
    String json = opening.repeat(100_000);

    assertThatThrownBy(() -> JsonTree.of(json)).isInstanceOf(JacksonException.class);
  }
}
