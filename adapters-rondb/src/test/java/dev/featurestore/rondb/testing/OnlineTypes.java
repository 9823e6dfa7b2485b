package dev.featurestore.rondb.testing;

import dev.featurestore.domain.value.OfflineType;
import java.util.Locale;

/** The column type that Hopsworks gives a feature whose online type is not stated. */
final class OnlineTypes {
    private OnlineTypes() {}

    static String defaultFor(String offlineType) {
        if (OfflineType.of(offlineType).isComplex()) {
            return "varbinary(2000)";
        }
        return switch (offlineType.toLowerCase(Locale.ROOT)) {
            case "boolean" -> "tinyint";
            case "string" -> "varchar(100)";
            case "binary" -> "varbinary(100)";
            default -> offlineType;
        };
    }
}
