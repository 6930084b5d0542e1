package cloud.kuryzhev.rbacguard.pages.violation;

import cloud.kuryzhev.rbacguard.pages.identity.Viewer;
import cloud.kuryzhev.rbacguard.pages.subject.SeenUsage;
import cloud.kuryzhev.rbacguard.pages.timeline.Timeline;
import cloud.kuryzhev.rbacguard.pages.timeline.Timelines;
import cloud.kuryzhev.rbacguard.policy.access.SubjectName;
import cloud.kuryzhev.rbacguard.policy.rbac.Subject;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.springframework.stereotype.Component;

/** When the subjects of a violation asked for anything. */
@Component
final class Activity {

    private static final int MOST = 5;

    private final SeenUsage usages;
    private final Timelines timelines;

    Activity(SeenUsage usages, Timelines timelines) {
        this.usages = usages;
        this.timelines = timelines;
    }

    /**
     * Of the first subjects.
     *
     * @param missing whose cannot be told, and why; a sentence each
     * @param more how many subjects there are besides
     */
    record Shown(List<Timeline> timelines, List<String> missing, int more) {}

    /** @param subjects as a violation names them; groups ask for nothing themselves */
    Shown of(List<String> subjects, Viewer viewer) {
        List<Subject> people = subjects.stream()
                .map(SubjectName::read)
                .flatMap(Optional::stream)
                .filter(it -> !(it instanceof Subject.Group))
                .toList();
        var drawn = new ArrayList<Timeline>();
        var missing = new ArrayList<String>();
        people.stream().limit(MOST).forEach(subject -> {
            SeenUsage.Reading reading = usages.of(subject, viewer);
            reading.summary()
                    .ifPresentOrElse(
                            it -> drawn.add(timelines.of(it, reading.days(), viewer)),
                            () -> missing.add(subject + ": " + reading.missing() + "."));
        });
        return new Shown(List.copyOf(drawn), List.copyOf(missing), Math.max(0, people.size() - MOST));
    }
}
