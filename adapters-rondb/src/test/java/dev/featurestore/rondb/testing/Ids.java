package dev.featurestore.rondb.testing;

import dev.featurestore.rondb.testing.World.Group;
import dev.featurestore.rondb.testing.World.Project;
import dev.featurestore.rondb.testing.World.Restricted;
import dev.featurestore.rondb.testing.World.Store;
import dev.featurestore.rondb.testing.World.User;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/** The ids of what a world names: those of the file, else counted; each kind of thing from another start. */
final class Ids {
    private static final int FIRST_USER = 10_000;
    private static final int FIRST_PROJECT = 119;

    private final Map<String, Integer> users = new LinkedHashMap<>();
    private final Map<String, Integer> projects = new LinkedHashMap<>();
    private final Map<String, Integer> stores = new LinkedHashMap<>();
    private final Map<String, Integer> groups = new LinkedHashMap<>();

    Ids(World world) {
        count(
                users,
                FIRST_USER,
                Stream.of(
                        world.users().stream().map(User::email),
                        world.projects().stream().flatMap(project -> project.members().keySet().stream()),
                        world.restrictedAccess().stream().map(Restricted::user)));
        count(
                projects,
                FIRST_PROJECT,
                Stream.of(
                        world.projects().stream().map(Project::name),
                        world.featureStores().stream().map(Store::project),
                        world.shares().stream().map(World.Share::withProject)));
        Counter storeIds =
                new Counter(world.featureStores().stream().map(Store::id).toList());
        Counter groupIds = new Counter(world.featureStores().stream()
                .flatMap(store -> store.featureGroups().stream())
                .map(Group::id)
                .toList());
        for (Store store : world.featureStores()) {
            stores.put(key(store.name()), storeIds.idOr(store.id()));
            for (Group group : store.featureGroups()) {
                groups.put(key(store.name(), group.name(), group.version()), groupIds.idOr(group.id()));
            }
        }
    }

    private static void count(Map<String, Integer> ids, int first, Stream<Stream<String>> names) {
        Set<String> distinct = names.flatMap(each -> each).collect(LinkedHashSet::new, Set::add, Set::addAll);
        for (String name : distinct) {
            ids.put(name, first + ids.size());
        }
    }

    Map<String, Integer> users() {
        return users;
    }

    Map<String, Integer> projects() {
        return projects;
    }

    int user(String email) {
        return known(users, email);
    }

    int project(String name) {
        return known(projects, name);
    }

    int store(String name) {
        return known(stores, key(name));
    }

    int group(String store, String name, int version) {
        return known(groups, key(store, name, version));
    }

    private static int known(Map<String, Integer> ids, String name) {
        Integer id = ids.get(name);
        if (id == null) {
            throw new IllegalArgumentException("the world has no " + name);
        }
        return id;
    }

    private static String key(String store) {
        return store.toLowerCase(Locale.ROOT);
    }

    private static String key(String store, String group, int version) {
        return key(store) + "/" + group + "_" + version;
    }

    /** Counts from 1 and leaves out what the file gives itself. */
    private static final class Counter {
        private final Set<Integer> given;
        private int last;

        Counter(List<Integer> given) {
            this.given = new HashSet<>(given.stream().filter(Objects::nonNull).toList());
        }

        int idOr(Integer id) {
            if (id != null) {
                return id;
            }
            do {
                last++;
            } while (given.contains(last));
            return last;
        }
    }
}
