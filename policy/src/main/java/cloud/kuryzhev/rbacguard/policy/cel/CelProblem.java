package cloud.kuryzhev.rbacguard.policy.cel;

/**
 * Why an expression does not compile.
 *
 * @param line in the expression, from 1
 * @param column from 0
 */
public record CelProblem(int line, int column, String message) {}
