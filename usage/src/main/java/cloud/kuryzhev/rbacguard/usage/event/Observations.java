package cloud.kuryzhev.rbacguard.usage.event;

import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission.OnResource;
import cloud.kuryzhev.rbacguard.policy.usage.Observation;
import cloud.kuryzhev.rbacguard.policy.usage.Observation.Outcome;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.Stage;
import cloud.kuryzhev.rbacguard.usage.event.AuditEvent.User;
import cloud.kuryzhev.rbacguard.usage.event.Meaning.Observed;
import cloud.kuryzhev.rbacguard.usage.event.Meaning.Reason;
import cloud.kuryzhev.rbacguard.usage.event.Meaning.Skipped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Audit event to observations.
 *
 * <ol>
 *   <li>Stages that say nothing, and requests of nobody, are skipped.
 *   <li>A refused impersonation is the caller's denial of {@code impersonate}, and nothing else was judged.
 *   <li>A successful one is the caller's use of {@code impersonate}, whatever became of the action.
 *   <li>The action is the actor's: used or denied as annotated, else by the status code.
 *   <li>A used update or patch that answered 201 also used {@code create} on that name.
 * </ol>
 */
public final class Observations {

    private static final String ALLOW = "allow";
    private static final int CREATED = 201;
    private static final int ERRORS = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int TOO_MANY_REQUESTS = 429;

    private Observations() {}

    /** What {@code event} says; a request with both a ResponseStarted and a ResponseComplete says it twice. */
    public static Meaning of(AuditEvent event) {
        Optional<Reason> silent = silence(event);
        if (silent.isPresent()) {
            return new Skipped(silent.get());
        }
        Permission action = Attributes.of(event);
        List<Observation> observed = new ArrayList<>(impersonation(event, action));
        boolean refused = !observed.isEmpty() && observed.getFirst().outcome() == Outcome.DENIED;
        Optional<Reason> unjudged = refused ? Optional.empty() : action(event, action, observed);
        return unjudged.isPresent() && observed.isEmpty()
                ? new Skipped(unjudged.get())
                : new Observed(List.copyOf(observed));
    }

    private static Optional<Reason> silence(AuditEvent event) {
        if (event.stage() == Stage.REQUEST_RECEIVED) {
            return Optional.of(Reason.REQUEST_RECEIVED);
        }
        if (event.user().name().isEmpty()) {
            return Optional.of(Reason.UNAUTHENTICATED);
        }
        boolean failing =
                event.stage() == Stage.RESPONSE_STARTED && event.status().code() >= ERRORS;
        return failing ? Optional.of(Reason.STARTED_WITH_ERROR) : Optional.empty();
    }

    private static List<Observation> impersonation(AuditEvent event, Permission action) {
        User impersonated = event.impersonatedUser();
        if (impersonated != null) {
            return Impersonation.needed(event, impersonated, action).stream()
                    .map(permission -> observation(event.user(), permission, event, Outcome.USED))
                    .toList();
        }
        boolean unjudged = event.status().code() == FORBIDDEN
                && event.authorization().decision().isEmpty();
        return unjudged
                ? DeniedImpersonation.of(event.status())
                        .map(permission -> observation(event.user(), permission, event, Outcome.DENIED))
                        .stream()
                        .toList()
                : List.of();
    }

    /** Adds the action to {@code observed}, last, or says why not. */
    private static Optional<Reason> action(AuditEvent event, Permission action, List<Observation> observed) {
        Optional<Reason> unjudged = unjudged(event, action);
        if (unjudged.isPresent()) {
            return unjudged;
        }
        boolean used = isAuthorised(event);
        if (used && event.status().code() == CREATED) {
            createOnUpdate(action)
                    .ifPresent(create -> observed.add(observation(event.actor(), create, event, Outcome.USED)));
        }
        observed.add(observation(event.actor(), action, event, used ? Outcome.USED : Outcome.DENIED));
        return Optional.empty();
    }

    private static Optional<Reason> unjudged(AuditEvent event, Permission action) {
        AuditEvent.Authorization authorization = event.authorization();
        if (action.verb().isEmpty()) {
            return Optional.of(Reason.NO_VERB);
        }
        if (!authorization.decision().isEmpty()) {
            boolean other = authorization.decision().equals(ALLOW) && Authorizer.isOther(authorization.reason());
            return other ? Optional.of(Reason.OTHER_AUTHORIZER) : Optional.empty();
        }
        // The authorization filter gives a reason without a decision in one case only.
        if (!authorization.reason().isEmpty()) {
            return Optional.of(Reason.AUTHORIZER_ERROR);
        }
        if (event.stage() == Stage.PANIC) {
            return Optional.of(Reason.NO_OUTCOME);
        }
        return switch (event.status().code()) {
            case 0 -> Optional.of(Reason.NO_OUTCOME);
            case UNAUTHORIZED -> Optional.of(Reason.UNAUTHENTICATED);
            case TOO_MANY_REQUESTS -> Optional.of(Reason.THROTTLED);
            default -> Optional.empty();
        };
    }

    private static boolean isAuthorised(AuditEvent event) {
        String decision = event.authorization().decision();
        return decision.isEmpty() ? event.status().code() != FORBIDDEN : decision.equals(ALLOW);
    }

    /** As update.go and patch.go in k8s.io/apiserver/pkg/endpoints/handlers; behind a proxy, 201 is the backend's own word. */
    private static Optional<Permission> createOnUpdate(Permission action) {
        return action instanceof OnResource on
                        && (on.verb().equals("update") || on.verb().equals("patch"))
                        && !on.resource().endsWith("/proxy")
                ? Optional.of(new OnResource("create", on.apiGroup(), on.resource(), on.name(), on.namespace()))
                : Optional.empty();
    }

    private static Observation observation(User user, Permission permission, AuditEvent event, Outcome outcome) {
        return new Observation(user.subject(), user.groups(), permission, event.at(), outcome);
    }
}
