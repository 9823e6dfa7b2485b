package dev.featurestore.rondb.rows;

import static org.assertj.core.api.Assertions.assertThat;

import dev.featurestore.application.port.Deadline;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.vector.EntryKeys;
import dev.featurestore.domain.view.FeatureView;
import dev.featurestore.rondb.Rig;
import dev.featurestore.rondb.cluster.Cluster;
import dev.featurestore.rondb.rows.Tables.ViewOf;
import dev.featurestore.rondb.testing.NdbEngine;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIf;

/** How often a request waits for the data nodes of a real cluster: what its time is made of where they are far away. */
@EnabledIf("dev.featurestore.rondb.testing.NdbEngine#isNamed")
class NdbWaitsTest {
    private static final String WAITS = "Ndb_api_wait_exec_complete_count_session";
    private static final String PUSHED = "Ndb_pushed_queries_executed";
    private static final StatementCounts COUNTS = new StatementCounts();

    private RowsDatabase database;
    private Cluster cluster;

    @BeforeEach
    void open() throws SQLException {
        NdbEngine engine = NdbEngine.find().orElseThrow();
        database = new RowsDatabase(engine, JoinShape.AUTO);
        cluster = Rig.cluster(engine, "online-store");
        for (String group : List.of("g1", "g2", "g3")) {
            database.execute("create table rows_test." + group + "_1 (id bigint, v int, primary key (id) using hash)");
            database.execute("insert into rows_test." + group + "_1 select seq, seq from " + RowsDatabase.numbers(200));
        }
    }

    @AfterEach
    void close() throws SQLException {
        cluster.close();
        database.close();
    }

    private static FeatureView threeGroups() {
        return new ViewOf()
                .join(Tables.group(1, "g1", List.of("id"), "id", "bigint", "v", "int"), "", "int")
                .joinOn(Tables.group(2, "g2", List.of("id"), "id", "bigint", "v", "int"), "b_", List.of("id"))
                .joinOn(Tables.group(3, "g3", List.of("id"), "id", "bigint", "v", "int"), "c_", List.of("id"))
                .view();
    }

    private static EntryKeys entry(FeatureView view, int id) {
        return Tables.entry(Tables.key(view, 0, id), Tables.key(view, 1, id), Tables.key(view, 2, id));
    }

    /** By how much a counter of the session grows by one read, after another that has prepared its statements. */
    private long grown(String counter, JoinShape shape, List<EntryKeys> entries) {
        FeatureView view = threeGroups();
        ViewReader reader = new ViewReader(view, shape);
        return cluster.read(ErrorCode.STORE_READ_FAILED, "counting", connection -> {
            Session session = new Session(view, connection, cluster.deadline(Deadline.NONE), COUNTS);
            reader.read(session, entries);
            long before = status(connection, counter);
            reader.read(session, entries);
            return status(connection, counter) - before;
        });
    }

    private static long status(Connection connection, String variable) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SHOW SESSION STATUS LIKE '" + variable + "'")) {
            row.next();
            return row.getLong(2);
        }
    }

    @Test
    void aVectorOverThreeGroupsWaitsOnce() {
        assertThat(grown(WAITS, JoinShape.AUTO, List.of(entry(threeGroups(), 36))))
                .isEqualTo(1);
    }

    @Test
    void theJoinOfAVectorIsPushedToTheDataNodes() {
        assertThat(grown(PUSHED, JoinShape.AUTO, List.of(entry(threeGroups(), 36))))
                .isEqualTo(1);
    }

    @Test
    void aJoinFromConstantsWaitsForEachGroup() {
        assertThat(grown(WAITS, JoinShape.CONSTANT, List.of(entry(threeGroups(), 36))))
                .isEqualTo(3);
    }

    @Test
    void aBatchWaitsOnceForEachGroup() {
        List<EntryKeys> entries = IntStream.rangeClosed(1, 100)
                .mapToObj(id -> entry(threeGroups(), id))
                .toList();

        assertThat(grown(WAITS, JoinShape.AUTO, entries)).isEqualTo(3);
    }
}
