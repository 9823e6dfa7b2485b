package dev.featurestore.domain;

/**
 * Every code that an error answer can carry, with its fixed reason text. 1 to 19 are those of the Hopsworks REST API,
 * 20 and up are this server's own. The HTTP status of a code is the web adapter's business.
 */
public enum ErrorCode {
    NO_FEATURE_VIEW(1, "Feature view does not exist."),
    NO_FEATURE_STORE(2, "Feature store does not exist."),
    NO_FEATURE_GROUP(3, "Feature group does not exist."),
    FEATURE_GROUP_UNREADABLE(4, "Reading feature group failed."),
    FEATURE_STORE_UNREADABLE(5, "Reading feature store failed."),
    FEATURE_VIEW_UNREADABLE(6, "Reading feature view failed."),
    JOINS_UNREADABLE(7, "Reading training dataset join failed."),
    FEATURES_UNREADABLE(8, "Reading training dataset feature failed."),
    METADATA_CACHE_FAILED(9, "Fetching metadata from cache failed."),
    WRONG_DATA_TYPE(10, "Wrong data type."),
    NO_FEATURE(11, "Feature does not exist."),
    INCORRECT_PRIMARY_KEY(12, "Incorrect primary key."),
    INCORRECT_PASSED_FEATURE(13, "Incorrect passed feature."),
    STORE_READ_FAILED(14, "Reading from db failed."),
    NO_PRIMARY_KEY(15, "No primary key is given."),
    INCORRECT_FEATURE_VALUE(16, "Incorrect feature value."),
    ACCESS_DENIED(17, "Access unshared feature store failed"),
    VALUE_REJECTED_BY_STORE(18, "Reading from db failed."),
    COMPLEX_FEATURE_UNDECODABLE(19, "Deserialising complex feature failed."),
    MALFORMED_REQUEST(20, "Malformed request."),
    TOO_MANY_ENTRIES(21, "Too many entries."),
    UNAUTHENTICATED(22, "Unauthenticated."),
    REQUEST_TOO_LARGE(23, "Request too large."),
    UNAVAILABLE(24, "Service unavailable."),
    NO_ROUTE(25, "Not found."),
    METHOD_NOT_ALLOWED(25, "Method not allowed."),
    INTERNAL(26, "Internal error."),
    TOO_MANY_REQUESTS(27, "Too many requests.");

    private final int number;
    private final String reason;

    ErrorCode(int number, String reason) {
        this.number = number;
        this.reason = reason;
    }

    /**
     * The number that stands in the error body's {@code code}; {@link #NO_ROUTE} and {@link #METHOD_NOT_ALLOWED} share
     * one.
     */
    public int number() {
        return number;
    }

    /** The text that stands in the error body's {@code reason}: the same for every error of this code. */
    public String reason() {
        return reason;
    }
}
