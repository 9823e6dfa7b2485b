package dev.featurestore.application.port;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.FeatureStoreCatalogue.ViewVersion;
import dev.featurestore.application.port.FeatureStoreCatalogue.Views;
import dev.featurestore.domain.view.FeatureStore;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What {@link FeatureStoreCatalogue} promises, in the world of {@link ContractWorld}. */
public abstract class FeatureStoreCatalogueContract {

    /** The port under test, over a store filled from {@link ContractWorld}. */
    protected abstract FeatureStoreCatalogue catalogue();

    private Views views(String store) {
        Optional<Views> views = catalogue().viewsOf(store, Deadline.NONE);
        assertThat(views).isPresent();
        return views.get();
    }

    @Test
    void allStoresAreListedByName() {
        List<FeatureStore> stores = catalogue().stores(Deadline.NONE);

        assertThat(stores).extracting(FeatureStore::name).containsExactly("bank", "lab", "shop");
        assertThat(stores).contains(new FeatureStore(67, "shop"));
        assertThat(stores).extracting(FeatureStore::id).doesNotHaveDuplicates();
    }

    @Test
    void theViewsOfAStoreAreListedByNameAndNoOthers() {
        Views views = views("bank");

        assertThat(views.store().name()).isEqualTo("bank");
        assertThat(views.views())
                .containsExactly(
                        new ViewVersion("account", 1),
                        new ViewVersion("customer", 1),
                        new ViewVersion("customer_account", 1));
    }

    @Test
    void everyVersionOfAViewIsListedInOrder() {
        List<ViewVersion> views = views("shop").views();

        assertThat(views).hasSize(21).isSorted();
        assertThat(views).containsSequence(new ViewVersion("customer", 1), new ViewVersion("customer", 2));
    }

    @Test
    void aViewThatLostAFeatureGroupIsListedAllTheSame() {
        assertThat(views("shop").views()).contains(new ViewVersion("broken", 1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"shop", "SHOP", "sHoP"})
    void storesAreFoundInAnyCase(String store) {
        assertThat(views(store).store()).isEqualTo(new FeatureStore(67, "shop"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "", " ", "shop ", "sho_", "sho%", "shop'; --", "漢", "shop\u0000", "shöp"})
    void aStoreThatIsNotThereHasNoViews(String store) {
        assertThat(catalogue().viewsOf(store, Deadline.NONE)).isEmpty();
    }
}
