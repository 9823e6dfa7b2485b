package dev.featurestore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.FeatureStoreCatalogue.ViewVersion;
import dev.featurestore.application.port.FeatureViews.Resolution;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.vector.Key;
import dev.featurestore.domain.vector.Row;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.domain.view.FeatureViewName;
import dev.featurestore.domain.view.Lookup;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What {@link StoredKeys} promises, in the world of {@link ContractWorld}. */
public abstract class StoredKeysContract {
    /** The feature views of the same store. */
    protected abstract FeatureViews views();

    /** The names of the same store. */
    protected abstract FeatureStoreCatalogue catalogue();

    /** The rows of the same store. */
    protected abstract OnlineStore store();

    /** The port under test, over a store filled from {@link ContractWorld}. */
    protected abstract StoredKeys keys();

    @Test
    void keysAreThoseOfRowsThatAreThere() {
        int found = 0;
        for (FeatureView view : inShop()) {
            for (Lookup lookup : view.lookups()) {
                if (lookup.group().spine()) {
                    continue;
                }
                List<Key> keys = keys().some(view, lookup, 3, Deadline.NONE);

                assertThat(keys).hasSizeLessThanOrEqualTo(3).doesNotHaveDuplicates();
                for (Key key : keys) {
                    assertThat(row(view, lookup, key)).isNotIn(Row.MISSING, Row.NOT_READ);
                    found++;
                }
            }
        }

        assertThat(found).isGreaterThan(20);
    }

    @Test
    void noMoreAreFoundThanWanted() {
        FeatureView customer = view(new ViewVersion("customer", 1)).orElseThrow();

        assertThat(keys().some(customer, customer.lookups().get(0), 1, Deadline.NONE))
                .hasSize(1);
    }

    private List<FeatureView> inShop() {
        return catalogue().viewsOf("shop", Deadline.NONE).orElseThrow().views().stream()
                .flatMap(version -> view(version).stream())
                .toList();
    }

    private Optional<FeatureView> view(ViewVersion version) {
        return views().find(new FeatureViewName("shop", version.name(), version.version()))
                        instanceof Resolution.Found found
                ? Optional.of(found.view())
                : Optional.empty();
    }

    private Row row(FeatureView view, Lookup lookup, Key key) {
        List<Optional<Key>> byLookup = view.lookups().stream()
                .map(each -> each.equals(lookup) ? Optional.of(key) : Optional.<Key>empty())
                .toList();
        return Completed.get(store().read(view, List.of(new EntryKeys(byLookup)), Deadline.NONE))
                .get(0)
                .byLookup()
                .get(lookup.position());
    }
}
