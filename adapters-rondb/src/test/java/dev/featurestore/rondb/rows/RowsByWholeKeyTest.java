package dev.featurestore.rondb.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class RowsByWholeKeyTest {

    private static Key key(long number) {
        return new Key(List.of(new KeyValue.Whole(number)));
    }

    private static Row row(long number) {
        return new Row.Found(List.of(new Value.Whole(number)));
    }

    private static RowsByWholeKey rows(long... keys) {
        return new RowsByWholeKey(
                LongStream.of(keys).mapToObj(RowsByWholeKeyTest::key).toList());
    }

    @Test
    void aKeyHasItsRowAndAnotherNone() {
        RowsByWholeKey rows = rows(0, -1, Long.MIN_VALUE);
        rows.put(0, row(10));
        rows.put(Long.MIN_VALUE, row(12));

        assertThat(rows.of(key(0))).isEqualTo(row(10));
        assertThat(rows.of(key(-1))).isEqualTo(Row.MISSING);
        assertThat(rows.of(key(Long.MIN_VALUE))).isEqualTo(row(12));
    }

    @Test
    void aKeyThatComesTwiceIsAskedForOnce() {
        assertThat(rows(7, 8, 7, 8, 9).keys()).containsExactly(7, 8, 9);
    }

    @Test
    void aRowThatNobodyWantsIsLeftOut() {
        RowsByWholeKey rows = rows(1);
        rows.put(2, row(2));

        assertThat(rows.of(key(1))).isEqualTo(Row.MISSING);
    }

    /** Keys in steps of powers of two would fall together in a table without spreading. */
    @Test
    void anyKeysAreMatchedAsAMapMatchesThem() {
        Random random = new Random(1);
        for (int size = 1; size <= 300; size++) {
            long step = 1L << random.nextInt(50);
            int bound = size;
            List<Key> keys = Stream.generate(() -> key(random.nextInt(bound) * step))
                    .limit(size)
                    .toList();
            RowsByWholeKey rows = new RowsByWholeKey(keys);
            Map<Key, Row> expected = new HashMap<>();
            for (long key : rows.keys()) {
                if (random.nextBoolean()) {
                    rows.put(key, row(key));
                    expected.put(key(key), row(key));
                }
            }

            for (Key key : keys) {
                assertThat(rows.of(key)).isEqualTo(expected.getOrDefault(key, Row.MISSING));
            }
        }
    }
}
