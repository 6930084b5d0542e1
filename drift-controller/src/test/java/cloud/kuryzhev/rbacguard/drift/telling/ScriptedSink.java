package cloud.kuryzhev.rbacguard.drift.telling;

import cloud.kuryzhev.rbacguard.kube.v1alpha1.RBACViolation;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/** Answers as it is told to, and remembers what it took. */
final class ScriptedSink implements Sink {

    private final int batch;
    private final List<List<String>> taken = new ArrayList<>();
    private Function<List<Notice>, Answer> script = _ -> Answer.DONE;
    private int asked;

    ScriptedSink(int batch) {
        this.batch = batch;
    }

    void answers(Function<List<Notice>, Answer> answers) {
        script = answers;
    }

    /** Each message that was taken: what happened to which violation. */
    List<List<String>> messages() {
        return taken;
    }

    /** What was taken, over all messages. */
    List<String> told() {
        return taken.stream().flatMap(List::stream).toList();
    }

    /** How often it was told something, whether it took it or not. */
    int asked() {
        return asked;
    }

    @Override
    public String name() {
        return "scripted";
    }

    @Override
    public String content(RBACViolation violation) {
        return violation.getSpec().violatedRules().toString();
    }

    @Override
    public int batch() {
        return batch;
    }

    @Override
    public Answer tell(List<Notice> notices) {
        asked++;
        Answer answer = script.apply(notices);
        if (answer instanceof Answer.Done) {
            taken.add(notices.stream()
                    .map(it -> it.what() + " " + it.place().name())
                    .toList());
        }
        return answer;
    }
}
