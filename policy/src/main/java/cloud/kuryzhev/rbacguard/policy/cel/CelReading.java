package cloud.kuryzhev.rbacguard.policy.cel;

import java.util.List;

/** What came of compiling an expression. */
public sealed interface CelReading {

    /** It can be evaluated. */
    record Usable(CelExpression expression) implements CelReading {}

    /** It does not compile, and every reason found is named. */
    record Unusable(List<CelProblem> problems) implements CelReading {

        public Unusable {
            problems = List.copyOf(problems);
        }
    }
}
