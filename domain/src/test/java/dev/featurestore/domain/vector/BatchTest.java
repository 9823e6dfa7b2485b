package dev.featurestore.domain.vector;

import static dev.featurestore.domain.GroupBuilder.group;
import static dev.featurestore.domain.Sent.entry;
import static dev.featurestore.domain.Sent.passed;
import static dev.featurestore.domain.ViewBuilder.view;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.featurestore.domain.value.JsonType;
import dev.featurestore.domain.view.FeatureGroup;
import dev.featurestore.domain.view.FeatureView;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchTest {
    private static final FeatureGroup USERS =
            group(1, "users").key("id", "bigint").column("age", "int").build();
    private static final FeatureGroup DAYS = group(2, "days")
            .key("id", "bigint")
            .key("day", "varchar(10)")
            .column("amount", "int")
            .build();
    private static final FeatureView USERS_VIEW =
            view().join(USERS).features("id", "age").compile();

    private static final List<FeatureView> VIEWS = List.of(
            USERS_VIEW,
            view().join(USERS)
                    .features("id", "age")
                    .join(DAYS, "d_")
                    .features("day", "amount", "id")
                    .compile(),
            view().join(USERS)
                    .features("age")
                    .requiredKey("id", "")
                    .join(USERS)
                    .features("age", "id")
                    .optionalKey("id", "d_", Optional.of("id"))
                    .join(group(3, "spine").buildSpine(), "s_")
                    .features("id", "age")
                    .requiredKey("id", "d_")
                    .compile(),
            view().join(DAYS).label("amount").join(USERS).features("id").compile());

    private static final Tables TABLES = new Tables()
            .row("users", "1", "age", "40")
            .row("users", "2")
            .row("users", "3", new Row.Undecodable("age", "truncated"))
            .row("users", "4", new Row.Rejected("out of range"))
            .row("days", "1,mon", "amount", "5")
            .row("days", "2,mon", "amount", "6")
            .row("days", "2,tue", new Row.Undecodable("amount", "no schema"));

    private static final List<String> NAMES = List.of("id", "d_id", "day", "d_day", "ts");
    private static final List<String> KEYS =
            List.of("1", "2", "3", "4", "404", "\"1\"", "2.0", "\"mon\"", "\"tue\"", "null", "true", "{}");
    private static final List<String> FEATURES = List.of("age", "id", "d_amount", "s_age", "amount", "height");
    private static final List<String> VALUES = List.of("1", "2.50", "\"x\"", "null", "[1]");

    @Test
    void answersExactlyWhatItsEntriesAloneWouldBeAnswered() {
        Random random = new Random(20220124);
        Set<Class<?>> kinds = new HashSet<>();
        Set<LookupStatus> statuses = EnumSet.noneOf(LookupStatus.class);

        for (int round = 0; round < 3000; round++) {
            FeatureView view = pick(VIEWS, random);
            boolean validate = random.nextBoolean();
            int size = 1 + random.nextInt(8);
            List<Entry> entries =
                    IntStream.range(0, size).mapToObj(i -> anEntry(random)).toList();
            List<PassedFeatures> passed = random.nextBoolean()
                    ? List.of()
                    : IntStream.range(0, size).mapToObj(i -> somePassed(random)).toList();

            List<FeatureVector> batch = TABLES.serve(view, entries, passed, validate);

            assertThat(batch).as("%s, %s", entries, passed).hasSize(size);
            for (int i = 0; i < size; i++) {
                PassedFeatures own = passed.isEmpty() ? PassedFeatures.NONE : passed.get(i);
                assertThat(batch.get(i))
                        .as("%s, %s", entries.get(i), own)
                        .isEqualTo(TABLES.serve(view, entries.get(i), own, validate));
                kinds.add(batch.get(i).getClass());
                statuses.addAll(batch.get(i).lookups());
            }
        }

        assertThat(kinds).containsExactlyInAnyOrder(FeatureVector.Served.class, FeatureVector.Failed.class);
        assertThat(statuses).containsExactly(LookupStatus.values());
    }

    private static Entry anEntry(Random random) {
        if (random.nextInt(20) == 0) {
            return new Entry.NotAnObject(pick(List.of(JsonType.values()), random));
        }
        return entry(members(random.nextInt(4), NAMES.subList(0, 3 + random.nextInt(3)), KEYS, random));
    }

    private static PassedFeatures somePassed(Random random) {
        return passed(members(random.nextInt(3), FEATURES, VALUES, random));
    }

    private static String[] members(int count, List<String> names, List<String> values, Random random) {
        List<String> members = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            members.add(pick(names, random));
            members.add(pick(values, random));
        }
        return members.toArray(String[]::new);
    }

    private static <T> T pick(List<T> from, Random random) {
        return from.get(random.nextInt(from.size()));
    }

    @Test
    void asksForTheRowsOfValidEntriesOnlyAndInOrder() {
        List<Entry> entries = List.of(
                entry("id", "7"), entry("id", "true"), entry(), new Entry.NotAnObject(JsonType.NULL), entry("id", "5"));

        Plan plan = Plan.of(USERS_VIEW, entries, List.of(), true);

        assertThat(plan.toRead())
                .containsExactlyElementsOf(Plan.of(USERS_VIEW, List.of(entries.get(0), entries.get(4)), List.of(), true)
                        .toRead())
                .hasSize(2);
    }

    @Test
    void asksTwiceForAKeyThatIsSentTwice() {
        Plan plan = Plan.of(USERS_VIEW, List.of(entry("id", "1"), entry("id", "\"1\"")), List.of(), true);

        assertThat(plan.toRead()).hasSize(2);
        assertThat(plan.toRead().get(0)).isEqualTo(plan.toRead().get(1));
    }

    @Test
    void leavesEntriesAloneThatStandBesideOneAtFault() {
        List<Entry> entries = List.of(entry("id", "1"), entry("ts", "1"), entry("id", "2"));

        List<FeatureVector> vectors = TABLES.serve(USERS_VIEW, entries, List.of(), true);

        assertThat(vectors.get(0)).isInstanceOf(FeatureVector.Served.class);
        assertThat(vectors.get(1)).isInstanceOf(FeatureVector.Failed.class);
        assertThat(vectors.get(2)).isInstanceOf(FeatureVector.Served.class);
    }

    @Test
    void needsPassedFeaturesForEachEntryOrNone() {
        List<Entry> entries = List.of(entry("id", "1"), entry("id", "2"));

        assertThatIllegalArgumentException()
                .isThrownBy(() -> Plan.of(USERS_VIEW, entries, List.of(PassedFeatures.NONE), true))
                .withMessage("1 passed features for 2 entries");
    }

    @Test
    void needsTheRowsOfEachEntryThatWasToBeRead() {
        Plan plan = Plan.of(USERS_VIEW, List.of(entry("id", "1"), entry("id", "2")), List.of(), true);

        assertThatIllegalArgumentException()
                .isThrownBy(() -> plan.assemble(List.of(new EntryRows(List.of(Row.MISSING)))))
                .withMessage("1 entries read of 2");
    }

    @Test
    void mayBeOfNothing() {
        assertThat(TABLES.serve(USERS_VIEW, List.of(), List.of(), true)).isEmpty();
    }
}
