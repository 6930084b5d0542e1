package cloud.kuryzhev.rbacguard.policy;

import java.util.List;
import java.util.stream.Collectors;

/** What came of reading a {@code policy.yaml}. */
public sealed interface PolicyReading {

    /**
     * It can be used.
     *
     * @param notes what somebody should look at, such as an exemption that has expired
     */
    record Usable(Policy policy, List<Problem> notes) implements PolicyReading {

        /** It can be used, and nothing is to be said about it. */
        public Usable(Policy policy) {
            this(policy, List.of());
        }

        public Usable {
            notes = List.copyOf(notes);
        }
    }

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
