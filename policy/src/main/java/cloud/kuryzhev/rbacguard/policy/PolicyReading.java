package cloud.kuryzhev.rbacguard.policy;

import java.util.List;
import java.util.stream.Collectors;

/** What came of reading a {@code policy.yaml}. */
public sealed interface PolicyReading {

    /** It can be used. */
    record Usable(Policy policy) implements PolicyReading {}

    /** It cannot, and every reason found is named. */
    record Unusable(List<Problem> problems) implements PolicyReading {

        public Unusable {
            problems = List.copyOf(problems);
        }

        /** All problems, one a line. */
        public String message() {
            return problems.stream().map(Problem::toString).collect(Collectors.joining("\n"));
        }
    }

    /**
     * One thing that is wrong.
     *
     * @param line from 1
     * @param column from 1
     */
    record Problem(int line, int column, String message) {
        @Override
        public String toString() {
            return "policy.yaml line " + line + ", column " + column + ": " + message;
        }
    }
}
