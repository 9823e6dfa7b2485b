package dev.featurestore.rondb.callers;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.featurestore.application.port.StoreFailure;
import dev.featurestore.domain.ErrorCode;
import dev.featurestore.domain.access.Grant;
import dev.featurestore.domain.access.ProjectGrants;
import dev.featurestore.rondb.callers.ApiKeyTables.KeyRow;
import dev.featurestore.rondb.metadata.InLists;
import dev.featurestore.rondb.metadata.MetadataDatabase;
import dev.featurestore.rondb.metadata.MetadataShape;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/**
 * What projects give to a member: all that they own, what is shared with them, or, to a restricted member, what was
 * granted in person. Each kind is one part of one statement.
 */
final class GrantTables {
    private static final String OWNED = "SELECT 0, s.project_id, s.id,"
            + " NULL, NULL"
            + " FROM hopsworks.feature_store s WHERE s.project_id IN (<projects>)";
    /** Until stores were shared as such, they were shared as data sets. */
    private static final String SHARED_DATA_SETS = "SELECT 0, w.project, d.feature_store_id, NULL, NULL"
            + " FROM hopsworks.dataset_shared_with w JOIN hopsworks.dataset d ON d.id = w.dataset"
            + " WHERE w.project IN (<projects>) AND w.accepted = 1 AND d.feature_store_id IS NOT NULL";

    private static final String SHARED_STORES = "SELECT 0, w.shared_with_project, w.feature_store, NULL, NULL"
            + " FROM hopsworks.shared_feature_store w"
            + " WHERE w.shared_with_project IN (<projects>) AND w.shared_entirely = 1";
    private static final String SHARED_GROUPS = "SELECT 0, w.shared_with_project, g.feature_store_id, g.id, NULL"
            + " FROM hopsworks.shared_feature_group w JOIN hopsworks.feature_group g ON g.id = w.feature_group"
            + " WHERE w.shared_with_project IN (<projects>) AND w.shared_entirely = 1";
    private static final String SHARED_COLUMNS = "SELECT 0, w.shared_with_project, g.feature_store_id, g.id, w.feature"
            + " FROM hopsworks.shared_feature w JOIN hopsworks.feature_group g ON g.id = w.feature_group"
            + " WHERE w.shared_with_project IN (<projects>)";

    private static final String GRANTED = " FROM hopsworks.restricted_feature_group_access a"
            + " JOIN hopsworks.feature_group g ON g.id = a.feature_group"
            + " JOIN hopsworks.feature_store s ON s.id = g.feature_store_id";
    private static final String GRANTED_HERE =
            " WHERE a.granted_to_user IN (<users>) AND s.project_id IN (<restricted>) AND a.can_access_entirely = ";
    private static final String GRANTED_GROUPS =
            "SELECT a.granted_to_user, s.project_id, s.id, g.id, NULL" + GRANTED + GRANTED_HERE + "1";
    private static final String GRANTED_COLUMNS =
            "SELECT a.granted_to_user, s.project_id, s.id, g.id, f.feature" + GRANTED
                    + " JOIN hopsworks.restricted_feature_access f ON f.restricted_feature_group_access = a.id"
                    + " AND f.granted_to_user = a.granted_to_user" + GRANTED_HERE + "0";

    /** Stands in a list that would be empty: no project and no user has it. */
    private static final int NOBODY = -1;
    /** Stands for the user of what is given to any ordinary member of a project. */
    private static final int ANY_MEMBER = 0;

    private final MetadataDatabase database;
    /** Members of one project have one and the same instance, as long as what it gives stays the same. */
    private final Cache<Set<Grant>, ProjectGrants> instances =
            Caffeine.newBuilder().weakValues().executor(Runnable::run).build();

    GrantTables(MetadataDatabase database) {
        this.database = database;
    }

    /** What is given to whom. */
    record Rights(Map<Member, ProjectGrants> grants) {
        /** What each of the key owner's projects gives; one that gives nothing is left out. */
        List<ProjectGrants> of(KeyRow key) {
            return members(key).map(grants::get).filter(Objects::nonNull).toList();
        }
    }

    /** What the projects of these owners give, in one statement as long as there are not too many projects. */
    Rights of(Collection<KeyRow> keys) {
        Set<Member> members = keys.stream().flatMap(GrantTables::members).collect(toSet());
        if (members.isEmpty()) {
            return new Rights(Map.of());
        }
        String sql = statement(database.shape());
        Map<Member, Set<Grant>> grants = new HashMap<>();
        for (List<Member> piece : InLists.pieces(members)) {
            for (Row row : rows(sql, piece)) {
                if (members.contains(row.member())) {
                    grants.computeIfAbsent(row.member(), member -> new HashSet<>())
                            .add(row.grant());
                }
            }
        }
        return new Rights(grants.entrySet().stream()
                .collect(toMap(Map.Entry::getKey, each -> instance(Set.copyOf(each.getValue())))));
    }

    /**
     * Reads what is read of rights, for nobody.
     *
     * @throws StoreFailure if it cannot be read
     */
    void readNobodys() {
        rows(statement(database.shape()), List.of(new Member(ANY_MEMBER, NOBODY)));
    }

    private ProjectGrants instance(Set<Grant> grants) {
        return instances.get(grants, given -> ProjectGrants.of(List.copyOf(given)));
    }

    private static Stream<Member> members(KeyRow key) {
        return Stream.concat(
                key.projects().stream().map(project -> new Member(ANY_MEMBER, project)),
                key.restricted().stream().map(project -> new Member(key.user(), project)));
    }

    private List<Row> rows(String sql, List<Member> members) {
        List<Member> ordinary =
                members.stream().filter(member -> member.user() == ANY_MEMBER).toList();
        List<Member> restricted =
                members.stream().filter(member -> member.user() != ANY_MEMBER).toList();
        return database.read(ErrorCode.STORE_READ_FAILED, "Reading the rights of API keys", handle -> {
            Query query = handle.createQuery(sql).bindList("projects", list(ordinary, Member::project, members.size()));
            if (sql.contains("<users>")) {
                query.bindList("users", list(restricted, Member::user, members.size()))
                        .bindList("restricted", list(restricted, Member::project, members.size()));
            }
            return query.map((row, context) -> Row.from(row)).list();
        });
    }

    private static List<Integer> list(List<Member> members, Function<Member, Integer> part, int length) {
        return InLists.padded(
                members.isEmpty() ? List.of(NOBODY) : members.stream().map(part).toList(), length);
    }

    private static String statement(MetadataShape shape) {
        List<String> parts = new ArrayList<>();
        parts.add(OWNED);
        if (shape.hasTable("shared_feature_store")) {
            parts.add(SHARED_STORES);
        } else if (shape.hasTable("dataset_shared_with") && shape.hasColumn("dataset", "feature_store_id")) {
            parts.add(SHARED_DATA_SETS);
        }
        if (shape.hasTable("shared_feature_group")) {
            parts.add(SHARED_GROUPS);
        }
        if (shape.hasTable("shared_feature")) {
            parts.add(SHARED_COLUMNS);
        }
        if (shape.hasTable("restricted_feature_group_access")) {
            parts.add(GRANTED_GROUPS);
            if (shape.hasTable("restricted_feature_access")) {
                parts.add(GRANTED_COLUMNS);
            }
        }
        return String.join(" UNION ALL ", parts);
    }

    /** Somebody who is given something by a project: a restricted user in person, or {@link #ANY_MEMBER}. */
    private record Member(int user, int project) {}

    /** Without a group: the whole store. Without a feature: the whole group. */
    private record Row(
            Member member,
            int store,
            @Nullable Integer group,
            @Nullable String feature) {
        static Row from(ResultSet row) throws SQLException {
            return new Row(
                    new Member(row.getInt(1), row.getInt(2)),
                    row.getInt(3),
                    row.getObject(4, Integer.class),
                    row.getString(5));
        }

        Grant grant() {
            if (group == null) {
                return new Grant.WholeStore(store);
            }
            return feature == null
                    ? new Grant.WholeGroup(store, group)
                    : new Grant.Columns(store, group, Set.of(feature));
        }
    }
}
