package dev.featurestore.rondb.testing;

import dev.featurestore.rondb.testing.World.Restricted;
import dev.featurestore.rondb.testing.World.Share;
import dev.featurestore.rondb.testing.World.Store;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Shares and restricted access, in the tables of the generation. Every store is also offered to every other project
 * in a way that grants nothing: not accepted, or not entirely.
 */
final class GrantWriter {
    private final Inserts inserts;
    private final World world;
    private final Ids ids;
    private final Generation generation;

    GrantWriter(Inserts inserts, World world, Ids ids, Generation generation) {
        this.inserts = inserts;
        this.world = world;
        this.ids = ids;
        this.generation = generation;
    }

    void write() throws SQLException {
        for (Store store : world.featureStores()) {
            writeStore(store);
        }
        if (generation.hasFineGrainedShares()) {
            writeGroups();
            writeRestricted();
        }
    }

    private void writeStore(Store store) throws SQLException {
        int dataset = inserts.into("dataset")
                .with("inode_name", store.name() + "_featurestore.db")
                .with("projectId", ids.project(store.project()))
                .with("feature_store_id", ids.store(store.name()))
                .with("dstype", 2)
                .insertForId();
        for (Map.Entry<String, Integer> project : ids.projects().entrySet()) {
            if (project.getKey().equals(store.project())) {
                continue;
            }
            boolean shared = world.shares().stream()
                    .anyMatch(share -> share.featureGroup() == null
                            && share.featureStore().equalsIgnoreCase(store.name())
                            && share.withProject().equals(project.getKey()));
            if (generation.hasFineGrainedShares()) {
                inserts.into("shared_feature_store")
                        .with("feature_store", ids.store(store.name()))
                        .with("shared_with_project", project.getValue())
                        .with("shared_entirely", shared)
                        .insert();
            } else {
                inserts.into("dataset_shared_with")
                        .with("dataset", dataset)
                        .with("project", project.getValue())
                        .with("accepted", shared)
                        .insert();
            }
        }
    }

    private record GroupAndProject(int store, int group, int project) {}

    /**
     * Several shares of a group with a project are one row and the columns of all; one without columns is the whole.
     */
    private void writeGroups() throws SQLException {
        Map<GroupAndProject, List<Share>> shares = new LinkedHashMap<>();
        for (Share share : world.shares()) {
            if (share.featureGroup() != null) {
                GroupAndProject key = new GroupAndProject(
                        ids.store(share.featureStore()),
                        ids.group(share.featureStore(), share.featureGroup(), share.version()),
                        ids.project(share.withProject()));
                shares.computeIfAbsent(key, any -> new ArrayList<>()).add(share);
            }
        }
        for (Map.Entry<GroupAndProject, List<Share>> entry : shares.entrySet()) {
            GroupAndProject key = entry.getKey();
            inserts.into("shared_feature_group")
                    .with("feature_store", key.store())
                    .with("feature_group", key.group())
                    .with("shared_with_project", key.project())
                    .with(
                            "shared_entirely",
                            entry.getValue().stream()
                                    .anyMatch(share -> share.features().isEmpty()))
                    .insert();
            for (String column :
                    distinct(entry.getValue().stream().map(Share::features).toList())) {
                inserts.into("shared_feature")
                        .with("feature_group", key.group())
                        .with("feature", column)
                        .with("shared_with_project", key.project())
                        .insert();
            }
        }
    }

    private record GroupAndUser(int store, int group, int user) {}

    private void writeRestricted() throws SQLException {
        Map<GroupAndUser, List<Restricted>> grants = new LinkedHashMap<>();
        for (Restricted grant : world.restrictedAccess()) {
            GroupAndUser key = new GroupAndUser(
                    ids.store(grant.featureStore()),
                    ids.group(grant.featureStore(), grant.featureGroup(), grant.version()),
                    ids.user(grant.user()));
            grants.computeIfAbsent(key, any -> new ArrayList<>()).add(grant);
        }
        for (Map.Entry<GroupAndUser, List<Restricted>> entry : grants.entrySet()) {
            GroupAndUser key = entry.getKey();
            int id = inserts.into("restricted_feature_group_access")
                    .with("feature_store", key.store())
                    .with("feature_group", key.group())
                    .with("granted_to_user", key.user())
                    .with(
                            "can_access_entirely",
                            entry.getValue().stream()
                                    .anyMatch(grant -> grant.features().isEmpty()))
                    .insertForId();
            for (String column :
                    distinct(entry.getValue().stream().map(Restricted::features).toList())) {
                inserts.into("restricted_feature_access")
                        .with("restricted_feature_group_access", id)
                        .with("feature", column)
                        .with("granted_to_user", key.user())
                        .insert();
            }
        }
    }

    private static List<String> distinct(List<List<String>> columns) {
        return columns.stream().flatMap(List::stream).distinct().toList();
    }
}
