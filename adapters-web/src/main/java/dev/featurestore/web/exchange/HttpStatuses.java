package dev.featurestore.web.exchange;

import dev.featurestore.domain.ErrorCode;

/** The one table from errors to HTTP, and back for errors that the HTTP engine finds by itself. */
public final class HttpStatuses {
    private HttpStatuses() {}

    /** The HTTP status of an error. */
    public static int of(ErrorCode code) {
        return switch (code) {
            case NO_FEATURE_VIEW,
                    NO_FEATURE_STORE,
                    NO_FEATURE_GROUP,
                    WRONG_DATA_TYPE,
                    NO_FEATURE,
                    INCORRECT_PRIMARY_KEY,
                    INCORRECT_PASSED_FEATURE,
                    NO_PRIMARY_KEY,
                    INCORRECT_FEATURE_VALUE,
                    VALUE_REJECTED_BY_STORE,
                    MALFORMED_REQUEST,
                    TOO_MANY_ENTRIES -> 400;
            case ACCESS_DENIED, UNAUTHENTICATED -> 401;
            case NO_ROUTE -> 404;
            case METHOD_NOT_ALLOWED -> 405;
            case REQUEST_TOO_LARGE -> 413;
            case TOO_MANY_REQUESTS -> 429;
            case FEATURE_GROUP_UNREADABLE,
                    FEATURE_STORE_UNREADABLE,
                    FEATURE_VIEW_UNREADABLE,
                    JOINS_UNREADABLE,
                    FEATURES_UNREADABLE,
                    METADATA_CACHE_FAILED,
                    STORE_READ_FAILED,
                    COMPLEX_FEATURE_UNDECODABLE,
                    INTERNAL -> 500;
            case UNAVAILABLE -> 503;
        };
    }

    /** The error that comes closest to a status that the HTTP engine chose. */
    public static ErrorCode codeOf(int status) {
        return switch (status) {
            case 404 -> ErrorCode.NO_ROUTE;
            case 405 -> ErrorCode.METHOD_NOT_ALLOWED;
            case 413, 414, 431 -> ErrorCode.REQUEST_TOO_LARGE;
            case 429 -> ErrorCode.TOO_MANY_REQUESTS;
            case 503 -> ErrorCode.UNAVAILABLE;
            default -> status >= 500 && status != 505 ? ErrorCode.INTERNAL : ErrorCode.MALFORMED_REQUEST;
        };
    }
}
