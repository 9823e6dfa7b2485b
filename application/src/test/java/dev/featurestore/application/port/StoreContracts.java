package dev.featurestore.application.port;

import org.junit.jupiter.api.Nested;

/** The contracts of all ports of one adapter, and the use cases over them. A new adapter's tests extend this. */
public abstract class StoreContracts extends ReadingContracts {

    /** The owners of API keys. */
    protected abstract Callers callers();

    @Nested
    class ApiKeys extends CallersContract {
        @Override
        protected FeatureViews views() {
            return StoreContracts.this.views();
        }

        @Override
        protected Callers callers() {
            return StoreContracts.this.callers();
        }
    }

    @Nested
    class Serving extends ServingContract {
        @Override
        protected FeatureViews views() {
            return StoreContracts.this.views();
        }

        @Override
        protected OnlineStore store() {
            return StoreContracts.this.store();
        }

        @Override
        protected Callers callers() {
            return StoreContracts.this.callers();
        }
    }
}
