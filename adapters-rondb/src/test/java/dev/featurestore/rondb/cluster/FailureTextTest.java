package dev.featurestore.rondb.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.sql.SQLException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class FailureTextTest {
    private static final Duration LIMIT = Duration.ofMillis(300);
    private static final SQLException SILENCE = new SQLException(
            "Communications link failure\n\nThe last packet ...",
            "08S01",
            new SocketTimeoutException("Read timed out"));

    @Test
    void aStatementThatTookTooLongIsNoBrokenNetwork() {
        assertThat(FailureText.ofRead(SILENCE, FailureTable.kindOf(SILENCE), LIMIT))
                .isEqualTo("no answer within the 300 ms for a statement (Read timed out)");
    }

    @Test
    void whatTheNetworkSaidStandsBehindWhatTheDriverSays() {
        assertThat(FailureText.ofRead(SILENCE, FailureKind.LOST, LIMIT))
                .isEqualTo("Communications link failure: Read timed out (error 0, SQLState 08S01)");
    }

    @Test
    void whatTheServerSaidStandsOnce() {
        SQLException denied = new SQLException("SELECT command denied", "42000", 1142);

        assertThat(FailureText.ofRead(denied, FailureKind.STATEMENT, LIMIT))
                .isEqualTo("SELECT command denied (error 1142, SQLState 42000)");
    }

    @Test
    void anUnknownHostIsCalledSo() {
        assertThat(FailureText.reason(new SQLException("no link", new UnknownHostException("db.example"))))
                .isEqualTo("unknown host");
    }
}
