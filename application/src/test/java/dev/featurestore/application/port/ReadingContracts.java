package dev.featurestore.application.port;

import org.junit.jupiter.api.Nested;

/** The contracts of the ports that read views and rows, of one adapter, in the world of {@link ContractWorld}. */
public abstract class ReadingContracts {

    /** The feature views. */
    protected abstract FeatureViews views();

    /** The names of stores and views. */
    protected abstract FeatureStoreCatalogue catalogue();

    /** The rows. */
    protected abstract OnlineStore store();

    /** The keys of rows. */
    protected abstract StoredKeys keys();

    @Nested
    class Views extends FeatureViewsContract {
        @Override
        protected FeatureViews views() {
            return ReadingContracts.this.views();
        }
    }

    @Nested
    class Catalogue extends FeatureStoreCatalogueContract {
        @Override
        protected FeatureStoreCatalogue catalogue() {
            return ReadingContracts.this.catalogue();
        }
    }

    @Nested
    class Rows extends OnlineStoreContract {
        @Override
        protected FeatureViews views() {
            return ReadingContracts.this.views();
        }

        @Override
        protected OnlineStore store() {
            return ReadingContracts.this.store();
        }
    }

    @Nested
    class Keys extends StoredKeysContract {
        @Override
        protected FeatureViews views() {
            return ReadingContracts.this.views();
        }

        @Override
        protected FeatureStoreCatalogue catalogue() {
            return ReadingContracts.this.catalogue();
        }

        @Override
        protected OnlineStore store() {
            return ReadingContracts.this.store();
        }

        @Override
        protected StoredKeys keys() {
            return ReadingContracts.this.keys();
        }
    }
}
