package cloud.kuryzhev.rbacguard.cli.generate;

import static java.util.stream.Collectors.toCollection;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Whose roles. */
final class Wanted {

    @Option(names = "--serviceaccount", paramLabel = "NS:NAME", description = "For this service account.")
    private List<String> serviceAccounts = List.of();

    @Option(names = "--user", paramLabel = "NAME", description = "For this user.")
    private List<String> users = List.of();

    @Option(names = "--group", paramLabel = "NAME", description = "For this group: what its members used together.")
    private List<String> groups = List.of();

    @Option(
            names = "--all",
            description = "For every service account and user seen, but for the control plane's own users, system:….")
    private boolean all;

    /** Made once: it is asked for at every event. */
    private volatile @Nullable Set<Subject> named;

    boolean wants(Subject subject, Collection<String> itsGroups) {
        return all
                ? !(subject instanceof Subject.User user && user.name().startsWith("system:"))
                : named().contains(subject) || groups.stream().anyMatch(itsGroups::contains);
    }

    Set<Subject> subjects(Collected seen) {
        var subjects = Stream.concat(named().stream(), groups.stream().map(Subject.Group::new))
                .collect(toCollection(TreeSet::new));
        if (all) {
            subjects.addAll(seen.subjects());
        }
        return subjects;
    }

    private Set<Subject> named() {
        Set<Subject> made = named;
        if (made == null) {
            made = Stream.concat(
                            serviceAccounts.stream().map(it -> Subject.SERVICE_ACCOUNT_PREFIX + it), users.stream())
                    .map(Subject::ofUsername)
                    .collect(toCollection(TreeSet::new));
            named = made;
        }
        return made;
    }
}
