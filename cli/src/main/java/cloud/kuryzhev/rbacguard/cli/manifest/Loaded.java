package cloud.kuryzhev.rbacguard.cli.manifest;

import java.util.List;
import java.util.stream.Stream;

/**
 * What was found in the input.
 *
 * @param objects in the order in which they stand there
 * @param problems what could not be used; the rest was
 */
public record Loaded(List<Located> objects, List<Problem> problems) {

    public Loaded {
        objects = List.copyOf(objects);
        problems = List.copyOf(problems);
    }

    /** Both, this one first. */
    public Loaded plus(Loaded other) {
        return new Loaded(
                Stream.concat(objects.stream(), other.objects.stream()).toList(),
                Stream.concat(problems.stream(), other.problems.stream()).toList());
    }
}
