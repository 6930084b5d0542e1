package cloud.kuryzhev.rbacguard.pages.violation;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import cloud.kuryzhev.rbacguard.pages.heat.ViolationHeat;
import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import cloud.kuryzhev.rbacguard.pages.violation.LastViews.View;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.Map;
import java.util.Optional;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.support.RedirectAttributes;

/** One violation: what is wrong, what would stand in its place, and what becomes of it. */
@Controller
@RequestMapping("/violations/{namespace}/{name}")
final class ViolationPage {

    private static final String PAGE = "violation/violation";
    private static final MediaType YAML = new MediaType("application", "yaml", StandardCharsets.UTF_8); // RFC 9512

    private final Reading reading;
    private final LastViews last;
    private final Decisions decisions;
    private final ViolationHeat heat;
    private final Activity activity;
    private final Clock clock;

    ViolationPage(
            Reading reading, LastViews last, Decisions decisions, ViolationHeat heat, Activity activity, Clock clock) {
        this.heat = heat;
        this.activity = activity;
        this.reading = reading;
        this.last = last;
        this.decisions = decisions;
        this.clock = clock;
    }

    /** Whoever had to sign in again before a decision finds here what they had written. */
    @GetMapping({"", "/review"})
    String page(
            @PathVariable String namespace,
            @PathVariable String name,
            @RequestParam Map<String, String> fields,
            @AuthenticationPrincipal Viewer viewer,
            Model model) {
        return shown(namespace, name, DecisionForm.of(fields), fields.getOrDefault("heat", ""), viewer, model);
    }

    @GetMapping("/suggestion.yaml")
    ResponseEntity<String> suggestion(
            @PathVariable String namespace, @PathVariable String name, @AuthenticationPrincipal Viewer viewer) {
        String manifest = view(namespace, name, viewer).manifest();
        return ResponseEntity.ok()
                .contentType(YAML)
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename(name + ".yaml")
                                .build()
                                .toString())
                .body(manifest);
    }

    @PostMapping("/review")
    String decide(
            @PathVariable String namespace,
            @PathVariable String name,
            @RequestParam(defaultValue = "") String shown,
            @RequestParam Map<String, String> fields,
            @AuthenticationPrincipal Viewer viewer,
            HttpServletResponse response,
            Model model,
            RedirectAttributes next) {
        var form = DecisionForm.of(fields);
        Optional<Shown> about = Shown.parse(shown)
                .filter(it -> it.namespace().equals(namespace) && it.name().equals(name));
        String problem = about.isEmpty()
                ? "The form was not this page's. Look at it again, then decide."
                : form.problem().orElse("");
        if (!problem.isEmpty()) {
            response.setStatus(HttpServletResponse.SC_BAD_REQUEST);
            return again(namespace, name, problem, form, viewer, model);
        }
        Optional<View> before = last.of(viewer, namespace, name);
        Outcome outcome =
                decisions.decide(viewer, about.orElseThrow(), form.about(about.orElseThrow(), clock.instant()));
        if (outcome instanceof Outcome.Written || outcome instanceof Outcome.Unsigned) {
            next.addFlashAttribute("done", said(outcome));
            return "redirect:/violations/" + namespace + "/" + name;
        }
        response.setStatus(HttpServletResponse.SC_CONFLICT);
        before.filter(_ -> outcome instanceof Outcome.Changed)
                .ifPresent(it -> model.addAttribute("since", since(it.violation(), ((Outcome.Changed) outcome).now())));
        return again(namespace, name, said(outcome), form, viewer, model);
    }

    private static String said(Outcome outcome) {
        return switch (outcome) {
            case Outcome.Written(String decision, String by) ->
                "Your decision stands: " + decision + ", signed by " + by + ".";
            case Outcome.Unsigned _ ->
                "It is written down, but nobody has signed it, so it does not count: is the admission service installed?";
            case Outcome.Changed _ ->
                "Nothing was written: this has changed since you opened it. Below is how it stands now; decide again.";
            case Outcome.Repeated(String by, String at) ->
                "Nothing was written: " + by + " decided just that at " + at
                        + ". To decide it in your own name too, give another reason.";
        };
    }

    private static SideBySide since(RBACViolation before, RBACViolation now) {
        return SideBySide.of(
                new ViolationView(before, LiveObjects.NONE, false, false).manifest(),
                new ViolationView(now, LiveObjects.NONE, false, false).manifest());
    }

    private String again(String namespace, String name, String problem, DecisionForm form, Viewer viewer, Model model) {
        model.addAttribute("problem", problem);
        return shown(namespace, name, form, "", viewer, model);
    }

    private String shown(String namespace, String name, DecisionForm form, String part, Viewer viewer, Model model) {
        ViolationView view = view(namespace, name, viewer);
        model.addAttribute("view", view);
        heat.of(view.spec(), view.live().objects(), view.away() ? Optional.empty() : Optional.of(viewer), part(part))
                .ifPresent(it -> model.addAttribute("heat", it));
        if (!view.away()) {
            model.addAttribute("activity", activity.of(view.spec().subjects(), viewer));
        }
        model.addAttribute("form", form);
        model.addAttribute("spans", Span.values());
        return PAGE;
    }

    private static int part(String text) {
        return text.matches("[0-9]{1,4}") ? Integer.parseInt(text) : 1;
    }

    private ViolationView view(String namespace, String name, Viewer viewer) {
        Reading.Read read = reading.read(viewer, namespace, name);
        return new ViolationView(
                read.view().violation(), read.view().live(), read.away(), !read.away() && viewer.mayReview(namespace));
    }
}
