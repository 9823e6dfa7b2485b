package dev.featurestore.inmemory;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.featurestore.inmemory.file.InvalidDataFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

final class DataFileProblemsTest {
    @Test
    void theSoundFileIsSound() {
        assertThatCode(() -> SoundFile.load(SoundFile.JSON)).doesNotThrowAnyException();
    }

    @Test
    void allProblemsAreToldAtOnce() {
        String json = SoundFile.JSON
                .replace("Data owner", "Owner")
                .replace("255", "256")
                .replace("\"labels\": [\"m\"]", "\"labels\": [\"x\"]");

        assertThat(SoundFile.problems(json))
                .hasSize(3)
                .anyMatch(problem -> problem.startsWith("projects[0]"))
                .anyMatch(problem -> problem.startsWith("featureStores[0].featureGroups[0].rows[0][2]"))
                .anyMatch(problem -> problem.startsWith("featureStores[0].featureViews[0]"));
    }

    @Test
    void noMoreThanFiftyProblemsAreListed() {
        String rows = "[1], ".repeat(60) + "[2, \"b\",";

        assertThatThrownBy(() -> SoundFile.load(SoundFile.JSON.replace("[2, \"b\",", rows)))
                .isInstanceOf(InvalidDataFile.class)
                .hasMessageStartingWith("Data file data.json: 60 problems")
                .hasMessageEndingWith("and 10 more")
                .asInstanceOf(InstanceOfAssertFactories.type(InvalidDataFile.class))
                .satisfies(invalid -> assertThat(invalid.problems()).hasSize(50));
    }

    @ParameterizedTest
    @MethodSource("malformed")
    void malformedTextIsToldWithLineAndColumn(String json, String start) {
        assertThat(SoundFile.problems(json)).singleElement().asString().startsWith(start);
    }

    static Stream<Arguments> malformed() {
        return Stream.of(
                arguments("", "the file: expected an object"),
                arguments("[]", "the file: expected an object, got an array"),
                arguments(
                        "{\n \"users\": [}",
                        "line 2, column 12: not well-formed JSON: Unexpected close marker '}': expected ']'"),
                arguments("{\"users\": [], \"users\": []}", "line 1, column 22: not well-formed JSON: Duplicate"),
                arguments("{} {}", "line 1, column 4: not well-formed JSON: "),
                arguments("{\"users\": [{", "line 1, column 13: not well-formed JSON: "));
    }

    @Test
    void aSecretIsInNoMessage() {
        String object = "{\"name\": \"serving\", \"key\": \"adasKey000000001.secret\"}";
        List<String> spoilt = List.of(
                SoundFile.JSON.replace("adasKey000000001.secret", "adasKey00000001.secret"),
                SoundFile.JSON.replace("\"adasKey000000001.secret\"", "adasKey000000001_secret"),
                SoundFile.JSON.replace("\"adasKey000000001.secret\"", "[\"adasKey000000001.secret\"]"),
                SoundFile.JSON.replace(object, "\"adasKey000000001.secret\""),
                SoundFile.JSON.replace("[" + object + "]", "\"adasKey000000001.secret\""));

        for (String json : spoilt) {
            assertThat(SoundFile.problems(json))
                    .hasSize(1)
                    .noneMatch(problem -> problem.contains("secret\"") || problem.contains("_secret"));
        }
    }

    @Test
    void aLongValueIsShortened() {
        String json = SoundFile.JSON.replace("[1, \"a\",", "[1, \"" + "😀".repeat(100) + "\",");

        assertThat(SoundFile.problems(json))
                .singleElement()
                .asString()
                .endsWith("😀...")
                .hasSizeLessThan(250);
    }

    @Test
    void aFileThatIsNotThereIsNamed(@TempDir Path dir) {
        Path file = dir.resolve("nowhere.json");

        assertThatThrownBy(() -> InMemoryStore.load(file))
                .isInstanceOf(InvalidDataFile.class)
                .hasMessageContaining("nowhere.json")
                .hasMessageContaining("there is no such file");
    }

    @Test
    void whatIsNoFileIsSaidWithoutWordsOfTheLanguage(@TempDir Path dir) {
        assertThatThrownBy(() -> InMemoryStore.load(dir))
                .isInstanceOf(InvalidDataFile.class)
                .hasMessageContaining("the file cannot be read")
                .hasMessageNotContaining("java.");
    }

    @Test
    void theParserDoesNotSpeakOfItself() {
        assertThat(SoundFile.problems("{\"users\": [}"))
                .singleElement()
                .asString()
                .doesNotContain("StreamRead", "starting at");
    }

    @Test
    void aFileIsLoadedFromItsPath(@TempDir Path dir) throws IOException {
        Path file = Files.writeString(dir.resolve("data.json"), SoundFile.JSON);

        assertThat(InMemoryStore.load(file).parts()).allMatch(part -> part.up());
    }
}
