package dev.featurestore.inmemory;

import static dev.featurestore.inmemory.Client.entry;
import static dev.featurestore.inmemory.Client.number;
import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Entry;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The example that the documentation shows is loaded and serves what it says. */
final class DataFileDocumentationTest {
    private static final Path PAGE = Path.of("..", "docs", "data-file.md");
    private static final String START = "```json\n";

    private final Entry order = entry(Map.of("order_id", number("100"), "c_customer_id", number("1")));

    private static InMemoryStore example() throws IOException {
        String page = Files.readString(PAGE);
        int start = page.indexOf(START) + START.length();
        return SoundFile.load(page.substring(start, page.indexOf("\n```", start)));
    }

    @Test
    void theExampleServesTheVectorThatThePageShows() throws IOException {
        Client ada = new Client(example(), "adaExampleKey001.not-a-secret");

        List<List<Object>> vectors = ada.ask("shop", "order_check", order);

        assertThat(vectors)
                .containsExactly(List.of(
                        "COMPLETE",
                        List.of(
                                number("100"),
                                new Value.Exact(new BigDecimal("1.50")),
                                Value.text("2022-01-29 00:00:00"),
                                Value.text("SE"),
                                new Value.Doubles(new double[] {0.5, -1.25}))));
    }

    @Test
    void theExampleRefusesWhomThePageSays() throws IOException {
        Client bob = new Client(example(), "bobExampleKey001.not-a-secret");

        List<List<Object>> vectors = bob.ask("shop", "order_check", order);

        assertThat(vectors)
                .containsExactly(List.of("API key not authorized to access columns [ordered_at] of shop/orders_1"));
    }
}
