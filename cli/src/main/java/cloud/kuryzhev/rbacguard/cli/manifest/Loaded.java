package cloud.kuryzhev.rbacguard.cli.manifest;

import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What was found in the input.
 *
 * @param objects in the order in which they stand there
 * @param accounts the service accounts among the input
 * @param problems what could not be used; the rest was
 */
public record Loaded(List<Located> objects, Set<Subject.ServiceAccount> accounts, List<Problem> problems) {

    public Loaded {
        objects = List.copyOf(objects);
        accounts = Set.copyOf(accounts);
        problems = List.copyOf(problems);
    }

    /** Nothing. */
    static Loaded nothing() {
        return new Loaded(List.of(), Set.of(), List.of());
    }

    /** Nothing but problems. */
    static Loaded unusable(Problem problem) {
        return new Loaded(List.of(), Set.of(), List.of(problem));
    }

    /** Both, this one first. */
    public Loaded plus(Loaded other) {
        return new Loaded(
                Stream.concat(objects.stream(), other.objects.stream()).toList(),
                Stream.concat(accounts.stream(), other.accounts.stream()).collect(Collectors.toSet()),
                Stream.concat(problems.stream(), other.problems.stream()).toList());
    }
}
