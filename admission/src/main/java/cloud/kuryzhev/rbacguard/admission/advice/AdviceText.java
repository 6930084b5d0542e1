package cloud.kuryzhev.rbacguard.admission.advice;

import cloud.kuryzhev.rbacguard.kube.Manifests;
import cloud.kuryzhev.rbacguard.kube.ObservedUsage.Reading;
import cloud.kuryzhev.rbacguard.policy.drift.LeastRole;
import cloud.kuryzhev.rbacguard.policy.rbac.Permission;
import cloud.kuryzhev.rbacguard.policy.rbac.RbacObject;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary;
import cloud.kuryzhev.rbacguard.policy.usage.UsageSummary.Window;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.SortedSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Words the least role for whoever reads a denial in a terminal: a sentence, then YAML to paste. */
@Component
final class AdviceText {

    /** Characters; some 200 lines. */
    private static final int LONGEST = 8_000;

    private static final int MOST_DENIED = 10;

    private final Manifests manifests;

    AdviceText(Manifests manifests) {
        this.manifests = manifests;
    }

    String of(String whose, LeastRole.Found found, Reading reading) {
        String yaml = manifests.yaml(Stream.<RbacObject>concat(found.roles().stream(), found.bindings().stream())
                .toList());
        if (yaml.length() > LONGEST) {
            return "\nWhat " + whose
                    + " needs of it is too much to show here: `kubectl get rbacusages --all-namespaces`"
                    + " names the objects that tell it, and `rbac-guard generate` writes the roles.";
        }
        return "\nWhat " + whose + " needs of it, going by " + seen(reading) + incomplete(found, reading) + ":\n"
                + denied(found.onlyDenied()) + yaml;
    }

    String of(String whose, LeastRole.None none, Reading reading) {
        return "\nNo smaller role is known for " + whose + ": "
                + (reading.complete()
                        ? none.reason() + "."
                        : "what it was seen to do could not be read in time; try again.");
    }

    private static String seen(Reading reading) {
        List<Window> windows =
                reading.summaries().stream().map(UsageSummary::window).toList();
        LocalDate from = day(windows.stream().map(Window::from).min(Comparator.naturalOrder()));
        LocalDate to = day(windows.stream().map(Window::to).max(Comparator.naturalOrder()));
        return "what was seen "
                + (from.equals(to) ? "on " + to : "from " + from + " to " + to)
                + (windows.stream().allMatch(Window::gapless) ? "" : " (with gaps in the audit log)");
    }

    private static LocalDate day(Optional<Instant> time) {
        return LocalDate.ofInstant(time.orElse(Instant.EPOCH), ZoneOffset.UTC);
    }

    private static String incomplete(LeastRole.Found found, Reading reading) {
        return found.truncated() || !reading.complete() ? ", which is not all of it" : "";
    }

    private static String denied(SortedSet<Permission> onlyDenied) {
        if (onlyDenied.isEmpty()) {
            return "";
        }
        String shown = onlyDenied.stream()
                .limit(MOST_DENIED)
                .map(permission -> "#   " + permission + "\n")
                .collect(Collectors.joining());
        int more = onlyDenied.size() - MOST_DENIED;
        return "# asked for lately, and refused; leave it out if that was right:\n" + shown
                + (more > 0 ? "#   and " + more + " more\n" : "");
    }
}
