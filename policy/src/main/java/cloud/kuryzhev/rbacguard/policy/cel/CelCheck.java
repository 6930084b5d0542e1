package cloud.kuryzhev.rbacguard.policy.cel;

import cloud.kuryzhev.rbacguard.policy.CustomCheck;
import cloud.kuryzhev.rbacguard.policy.Review;
import cloud.kuryzhev.rbacguard.policy.RuleContext;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import java.util.Map;
import java.util.Optional;

/**
 * A custom rule's expressions.
 *
 * @param condition true for an object that is fine
 * @param message says what is wrong otherwise
 */
public record CelCheck(CelExpression condition, Optional<CelExpression> message) implements CustomCheck {

    private static final int LONGEST_MESSAGE = 500;

    @Override
    public Outcome outcome(RbacObject object, Optional<Review> review, RuleContext context) {
        Map<String, Object> variables = CelVariables.of(object, review, context);
        CelExpression.Value value = condition.value(variables);
        return switch (value.found().orElse(value.failure())) {
            case Boolean fine -> fine ? new Fine() : new Broken(message.flatMap(it -> text(it, variables)));
            case String failure -> new Failed(failure);
            case Object other -> new Failed("its value is " + other.getClass().getSimpleName() + ", expected a bool");
        };
    }

    private static Optional<String> text(CelExpression message, Map<String, Object> variables) {
        return message.value(variables)
                .found()
                .filter(String.class::isInstance)
                .map(String.class::cast)
                .map(String::strip)
                .filter(text -> !text.isEmpty() && text.length() <= LONGEST_MESSAGE)
                .filter(text -> text.chars().noneMatch(Character::isISOControl));
    }

    @Override
    public boolean asksAboutTheRequest() {
        return condition.asksAboutTheRequest();
    }
}
