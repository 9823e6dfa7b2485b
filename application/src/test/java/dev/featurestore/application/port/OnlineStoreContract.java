package dev.featurestore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.domain.value.KeyValue;
import dev.featurestore.domain.value.Value;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.EntryRows;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.domain.view.KeyColumn;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link OnlineStore} promises, in the world of {@link ContractWorld}. */
public abstract class OnlineStoreContract {
    private static final Sent NO_KEY = new Sent(List.of());

    /** The feature views of the same store. */
    protected abstract FeatureViews views();

    /** The port under test, over a store filled from {@link ContractWorld}. */
    protected abstract OnlineStore store();

    private FeatureView inShop(String view) {
        return ((Resolution.Found) views().find(new FeatureViewName("shop", view, 1))).view();
    }

    /** A key of one look-up: numbers as numbers, all else as strings, as a client may send them. Empty: no key. */
    private record Sent(List<Object> parts) {}

    /** An entry: what it sends for each look-up. */
    private record Asked(List<Sent> keys) {}

    private static Sent key(Object... parts) {
        return new Sent(List.of(parts));
    }

    private static Asked entry(Sent... keys) {
        return new Asked(List.of(keys));
    }

    /** Reads, and shows for each entry what each look-up brought. */
    private List<List<String>> read(FeatureView view, Asked... entries) {
        return read(view, List.of(entries));
    }

    private List<List<String>> read(FeatureView view, List<Asked> entries) {
        List<EntryKeys> keys =
                entries.stream().map(entry -> entryKeys(view, entry)).toList();
        List<EntryRows> rows = Completed.get(store().read(view, keys, Deadline.NONE));
        return rows.stream()
                .map(entry -> entry.byLookup().stream().map(Rendered::of).toList())
                .toList();
    }

    private static EntryKeys entryKeys(FeatureView view, Asked entry) {
        assertThat(entry.keys()).as("keys for %s", view).hasSameSizeAs(view.lookups());
        List<Optional<Key>> keys = new ArrayList<>();
        for (int i = 0; i < entry.keys().size(); i++) {
            keys.add(typed(view.lookups().get(i).key(), entry.keys().get(i).parts()));
        }
        return new EntryKeys(keys);
    }

    private static Optional<Key> typed(List<KeyColumn> columns, List<Object> sent) {
        if (sent.isEmpty()) {
            return Optional.empty();
        }
        List<KeyValue> parts = new ArrayList<>();
        for (int i = 0; i < columns.size(); i++) {
            Object part = sent.get(i);
            Value value = part instanceof Number ? new Value.Numeral(part.toString()) : Value.text(part.toString());
            parts.add(columns.get(i).type().toKey(value).orElseThrow());
        }
        return Optional.of(new Key(parts));
    }

    @Test
    void aRowGivesTheColumnsOfItsLookupInOrder() {
        List<List<String>> rows = read(inShop("customer"), entry(key(1)));

        assertThat(rows).containsExactly(List.of("['Ada', 'SE', 0.5, '1990-02-28', 1]"));
    }

    @Test
    void aRowMayHoldNothingButNulls() {
        List<List<String>> rows = read(inShop("customer"), entry(key(3)));

        assertThat(rows).containsExactly(List.of("[null, null, null, null, null]"));
    }

    @Test
    void charactersComeBackAsTheyAre() {
        List<List<String>> rows = read(inShop("customer_country"), entry(key(4)));

        assertThat(rows).containsExactly(List.of("['Zoë \"Z\" \\ 漢\t😀', '']"));
    }

    @Test
    void aKeyWithoutARowIsMissing() {
        List<List<String>> rows = read(inShop("customer"), entry(key(9876543)));

        assertThat(rows).containsExactly(List.of("missing"));
    }

    @Test
    void rowsComeInTheOrderOfTheEntriesAndMissingOnesKeepTheirPlace() {
        List<List<String>> rows = read(
                inShop("customer_name"), entry(key(2)), entry(key(99)), entry(key(1)), entry(key(-1)), entry(key(3)));

        assertThat(rows)
                .containsExactly(
                        List.of("['Bob']"),
                        List.of("missing"),
                        List.of("['Ada']"),
                        List.of("missing"),
                        List.of("[null]"));
    }

    @Test
    void entriesThatNameTheSameRowGetItEach() {
        List<List<String>> rows = read(
                inShop("customer_name"),
                entry(key(1)),
                entry(key("1")),
                entry(key(2)),
                entry(key(1.0)),
                entry(key(77)),
                entry(key(77)));

        assertThat(rows)
                .containsExactly(
                        List.of("['Ada']"),
                        List.of("['Ada']"),
                        List.of("['Bob']"),
                        List.of("['Ada']"),
                        List.of("missing"),
                        List.of("missing"));
    }

    @Test
    void eachLookupOfAnEntryIsAnsweredByItself() {
        FeatureView profile = inShop("profile");

        List<List<String>> rows = read(
                profile,
                entry(key(1), key(1)),
                entry(key(2), key(2)),
                entry(key(3), key(1)),
                entry(key(55), key(3)),
                entry(key(55), key(55)));

        assertThat(rows)
                .containsExactly(
                        List.of("['Ada']", "[7]"),
                        List.of("['Bob']", "missing"),
                        List.of("[null]", "[7]"),
                        List.of("missing", "[1]"),
                        List.of("missing", "missing"));
    }

    @Test
    void aLookupWithoutAKeyIsNotRead() {
        FeatureView profile = inShop("profile");

        List<List<String>> rows = read(
                profile, entry(key(1), NO_KEY), entry(NO_KEY, key(3)), entry(NO_KEY, NO_KEY), entry(key(2), key(3)));

        assertThat(rows)
                .containsExactly(
                        List.of("['Ada']", "not read"),
                        List.of("not read", "[1]"),
                        List.of("not read", "not read"),
                        List.of("['Bob']", "[1]"));
    }

    @Test
    void oneEntryWithoutAnyKeyReadsNothing() {
        List<List<String>> rows = read(inShop("profile"), entry(NO_KEY, NO_KEY));

        assertThat(rows).containsExactly(List.of("not read", "not read"));
    }

    @Test
    void aSpineIsNotRead() {
        List<List<String>> rows = read(inShop("with_mood"), entry(NO_KEY, key(1)), entry(NO_KEY, key(99)));

        assertThat(rows).containsExactly(List.of("not read", "['Ada']"), List.of("not read", "missing"));
    }

    @Test
    void aLookupWithoutColumnsTellsWhetherTheRowIsThere() {
        FeatureView order = inShop("order");

        List<List<String>> rows = read(
                order, entry(key(100), key(1), key(2)), entry(key(101), key(2), key(3)), entry(NO_KEY, NO_KEY, key(1)));

        assertThat(rows)
                .containsExactly(
                        List.of("[1.50, '2022-01-29 00:00:00']", "['Ada']", "[]"),
                        List.of("[99999999.99, '2022-03-27 02:30:00']", "['Bob']", "missing"),
                        List.of("not read", "not read", "[]"));
    }

    @Test
    void aGroupJoinedTwiceIsReadByBothKeys() {
        FeatureView pair = inShop("pair_of_customers");

        List<List<String>> rows =
                read(pair, entry(key(1), key(2)), entry(key(2), key(1)), entry(key(1), key(1)), entry(key(5), key(1)));

        assertThat(rows)
                .containsExactly(
                        List.of("['Ada']", "['Bob', 'NO']"),
                        List.of("['Bob']", "['Ada', 'SE']"),
                        List.of("['Ada']", "['Ada', 'SE']"),
                        List.of("missing", "['Ada', 'SE']"));
    }

    @Test
    void aCompositeKeyCountsAsAWhole() {
        List<List<String>> rows = read(
                inShop("stock"),
                entry(key(1, "a1")),
                entry(key(2, "a1")),
                entry(key(1, "b2")),
                entry(key(2, "b2")),
                entry(key("2", "a1")));

        assertThat(rows)
                .containsExactly(
                        List.of("[5, 9.990]"),
                        List.of("[7, 10.000]"),
                        List.of("[0, null]"),
                        List.of("missing"),
                        List.of("[7, 10.000]"));
    }

    @Test
    void partsOfACompositeKeyAreKeptApartAndInOrder() {
        List<List<String>> rows = read(
                inShop("pairs"),
                entry(key("ab", "c")),
                entry(key("a", "bc")),
                entry(key("b", "a")),
                entry(key("a", "b")),
                entry(key("abc", "")),
                entry(key("c", "ab")));

        assertThat(rows)
                .containsExactly(
                        List.of("[2]"),
                        List.of("[1]"),
                        List.of("[4]"),
                        List.of("[3]"),
                        List.of("missing"),
                        List.of("missing"));
    }

    @Test
    void keysOfAllTypesFindTheirRows() {
        FeatureView all = inShop("by_all");

        List<List<String>> rows = read(
                all,
                entry(
                        key("18446744073709551615"),
                        key(1.5),
                        key("2022-01-24"),
                        key("2022-01-29 00:00:00"),
                        key("AAEC/w=="),
                        key("abc"),
                        key(-128)),
                entry(key(0), key("-7"), key("1969-12-31"), key("2022-03-27 02:30:00"), key("/w=="), key(36), key("7")),
                entry(key(42), key("1.500"), NO_KEY, NO_KEY, NO_KEY, key("o'neil\"; --"), NO_KEY));

        assertThat(rows)
                .containsExactly(
                        List.of(
                                "['greatest']",
                                "['one and a half']",
                                "['monday']",
                                "['midnight']",
                                "['four octets']",
                                "['letters']",
                                "['least']"),
                        List.of(
                                "['zero']",
                                "['minus seven']",
                                "['old year']",
                                "['summer time']",
                                "['one octet']",
                                "['digits']",
                                "['seven']"),
                        List.of(
                                "['answer']",
                                "['one and a half']",
                                "not read",
                                "not read",
                                "not read",
                                "['signs']",
                                "not read"));
    }

    @Test
    void keysOfAllTypesThatHaveNoRowAreMissing() {
        FeatureView all = inShop("by_all");

        List<List<String>> rows = read(
                all,
                entry(
                        key("18446744073709551614"),
                        key(1.51),
                        key("2022-01-25"),
                        key("2022-01-29 00:00:01"),
                        key("AAEC"),
                        key("漢"),
                        key(127)));

        assertThat(rows).containsExactly(Collections.nCopies(7, "missing"));
    }

    @Test
    void halfACharacterFindsNoRow() {
        FeatureView pairs = inShop("pairs");

        List<List<String>> alone = read(pairs, entry(key("a", "b\ud83d")));
        List<List<String>> besideOthers =
                read(inShop("by_all"), entry(key(42), NO_KEY, NO_KEY, NO_KEY, NO_KEY, key("\ud83d"), key(7)));
        List<List<String>> together = read(
                pairs,
                entry(key("\ude00a", "b")),
                entry(key("a", "b")),
                entry(key("a", "\ud83d")),
                entry(key("a", "?")));

        assertThat(alone).containsExactly(List.of("missing"));
        assertThat(besideOthers)
                .containsExactly(
                        List.of("['answer']", "not read", "not read", "not read", "not read", "missing", "['seven']"));
        assertThat(together)
                .containsExactly(List.of("missing"), List.of("[3]"), List.of("missing"), List.of("missing"));
    }

    @Test
    void valuesOfAllTypesAreExact() {
        FeatureView everything = inShop("everything");

        List<List<String>> rows = read(everything, entry(key(1)), entry(key(2)), entry(key(3)));

        assertThat(rows)
                .containsExactly(
                        List.of(
                                "[-128, -32768, -2147483648, -9223372036854775808, 0, -1234567890123456.7890, 0.1, 0.1, 1,"
                                        + " 'word', 'story', '2022-01-24', '2022-01-29 00:00:00', '2022-01-29 12:34:56.789',"
                                        + " 'AAEC/w==', '/+8=']"),
                        List.of("[127, 32767, 2147483647, 9223372036854775807, 18446744073709551615, 1.5000, 123456.79,"
                                + " 1.7976931348623157E308, 0, '', 'it's \"quoted\"; -- 漢😀', '9999-12-31',"
                                + " '2022-03-27 02:30:00', '1969-12-31 23:59:59.000', '', 'AA==']"),
                        List.of("[" + "null, ".repeat(15) + "null]"));
    }

    @Test
    void theYearZeroIsNoOther() {
        List<List<String>> rows = read(inShop("wine"), entry(key("a1")), entry(key("b")));

        assertThat(rows).containsExactly(List.of("[' red', 0]"), List.of("['white', 2155]"));
    }

    @Test
    void blanksAtTheEndOfACharColumnAreNotStored() {
        List<List<String>> rows = read(inShop("wine"), entry(key("a1")), entry(key(" a1")), entry(key("a")));

        assertThat(rows).containsExactly(List.of("[' red', 0]"), List.of("missing"), List.of("missing"));
    }

    @Test
    void complexValuesAreDecoded() {
        FeatureView vectors = inShop("vectors");

        List<List<String>> rows = read(vectors, entry(key(1)), entry(key(2)), entry(key(3)), entry(key(4)));

        assertThat(rows)
                .containsExactly(
                        List.of("[[0.5, -1.25], [0.1, 2.5], [9223372036854775807, 0], ['a', 'ü 😀 \"q\"'],"
                                + " {city: 'Umeå', lat: 63.825}, {x: 1}, [{a: 1, b: ['p', 'q']}, {a: null, b: null}],"
                                + " {x: {Of: 0.1, in: [[2.0, 1.0E-7, 1.5], [null, -3.0]]}}]"),
                        List.of("[[], [], [], [], {city: null, lat: null}, {}, [], {}]"),
                        List.of("[null, null, null, null, null, null, null, null]"),
                        List.of("[[1.5, null], [null], [1, null, 3], [null, 'b'], {city: 'Å', lat: -0.25}, {y: null},"
                                + " [null], {y: {Of: 14.0, in: null}, z: null}]"));
    }

    @Test
    void groupsOfTwoStoresAreReadTogether() {
        List<List<String>> rows =
                read(inShop("rated"), entry(key(1), key(1)), entry(key(2), key(1)), entry(key(4), key(4)));

        assertThat(rows)
                .containsExactly(
                        List.of("['Ada']", "[5]"),
                        List.of("['Bob']", "[5]"),
                        List.of("['Zoë \"Z\" \\ 漢\t😀']", "missing"));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 16, 17, 100, 257})
    void batchesOfAnySizeAnswerEachEntry(int size) {
        List<Asked> entries = IntStream.range(0, size)
                .mapToObj(i -> entry(key(i % 5 + 1), i % 3 == 0 ? NO_KEY : key(i % 4)))
                .toList();
        List<List<String>> expected =
                IntStream.range(0, size).mapToObj(OnlineStoreContract::expected).toList();

        List<List<String>> rows = read(inShop("profile"), entries);

        assertThat(rows).isEqualTo(expected);
    }

    private static List<String> expected(int i) {
        String[] customers = {"['Ada']", "['Bob']", "[null]", "['Zoë \"Z\" \\ 漢\t😀']", "missing"};
        String[] profiles = {"missing", "[7]", "missing", "[1]"};
        return List.of(customers[i % 5], i % 3 == 0 ? "not read" : profiles[i % 4]);
    }

    @Test
    void aBatchAnswersWhatEachEntryAloneWouldGet() {
        FeatureView stock = inShop("stock");
        List<Asked> entries = List.of(
                entry(key(1, "a1")), entry(key(3, "a1")), entry(NO_KEY), entry(key(1, "b2")), entry(key(1, "a1")));
        List<List<String>> alone = new ArrayList<>();
        entries.forEach(entry -> alone.addAll(read(stock, List.of(entry))));

        List<List<String>> together = read(stock, entries);

        assertThat(together).isEqualTo(alone);
    }

    @Test
    void manyThreadsMayReadAtOnce() throws InterruptedException, ExecutionException {
        FeatureView names = inShop("customer_name");
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            List<Future<List<List<String>>>> reads = IntStream.range(0, 100)
                    .mapToObj(i -> threads.submit(() -> read(names, entry(key(i % 2 + 1)), entry(key(77)))))
                    .toList();

            for (int i = 0; i < reads.size(); i++) {
                String name = i % 2 == 0 ? "['Ada']" : "['Bob']";
                assertThat(reads.get(i).get()).containsExactly(List.of(name), List.of("missing"));
            }
        } finally {
            threads.shutdownNow();
        }
    }
}
