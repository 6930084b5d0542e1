package cloud.kuryzhev.rbacguard.policy.cel;

import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.ast.CelExpr.ExprKind;
import dev.cel.common.navigation.CelNavigableAst;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.Map;
import java.util.Optional;

/** An expression that was compiled, once; equal to any other of the same text. */
public final class CelExpression {

    private final String text;
    private final CelRuntime.Program program;
    private final boolean asksAboutTheRequest;

    CelExpression(String text, CelAbstractSyntaxTree tree, CelRuntime.Program program) {
        this.text = text;
        this.program = program;
        this.asksAboutTheRequest = CelNavigableAst.fromAst(tree)
                .getRoot()
                .allNodes()
                .anyMatch(node -> node.getKind() == ExprKind.Kind.IDENT
                        && node.expr().ident().name().equals(CelVariables.REQUEST));
    }

    /** Compiles a condition: its value is a bool. */
    public static CelReading condition(String text) {
        return CelEnvironment.CONDITION.compile(text);
    }

    /** Compiles what says a message: its value is a string. */
    public static CelReading message(String text) {
        return CelEnvironment.MESSAGE.compile(text);
    }

    boolean asksAboutTheRequest() {
        return asksAboutTheRequest;
    }

    /** Its value, or why it has none. */
    Value value(Map<String, Object> variables) {
        try {
            return new Value(Optional.of(program.eval(variables)), "");
        } catch (CelEvaluationException e) {
            return new Value(Optional.empty(), String.valueOf(e.getMessage()));
        } catch (RuntimeException e) {
            // a fault of the evaluator, on a stranger's object: as good as a failed evaluation
            return new Value(Optional.empty(), e.toString());
        }
    }

    /** @param failure why there is no value */
    record Value(Optional<Object> found, String failure) {}

    @Override
    public boolean equals(Object other) {
        return other instanceof CelExpression expression && text.equals(expression.text);
    }

    @Override
    public int hashCode() {
        return text.hashCode();
    }

    @Override
    public String toString() {
        return text;
    }
}
