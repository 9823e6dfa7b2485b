package dev.featurestore.bootstrap.compare;

/**
 * What a server answered.
 *
 * @param status of HTTP; 0 if there was no answer
 * @param body or, if there was no answer, why
 * @param nanos from sending the request to the last byte of the answer
 */
record Answer(int status, String body, long nanos) {
    boolean came() {
        return status != 0;
    }
}
