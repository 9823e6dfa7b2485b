package dev.featurestore.rondb.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.view.FeatureView;
import java.util.List;
import org.junit.jupiter.api.Test;

class ViewReadersTest {
    private static FeatureView view() {
        return Tables.view(Tables.group(1, "l", List.of("id"), "id", "bigint"), "int");
    }

    @Test
    void aViewKeepsItsStatements() {
        ViewReaders readers = new ViewReaders(JoinShape.AUTO);
        FeatureView view = view();

        ViewReader reader = readers.of(view);

        assertThat(readers.of(view)).isSameAs(reader);
    }

    @Test
    void statementsGoWhenTheirViewGoes() throws InterruptedException {
        ViewReaders readers = new ViewReaders(JoinShape.AUTO);
        FeatureView kept = view();
        ViewReader reader = readers.of(kept);
        for (int i = 0; i < 10; i++) {
            readers.of(view());
        }

        for (int i = 0; i < 50 && readers.size() > 1; i++) {
            System.gc();
            Thread.sleep(20);
        }

        assertThat(readers.size()).isEqualTo(1);
        assertThat(readers.of(kept)).isSameAs(reader);
    }
}
