package cloud.kuryzhev.rbacguard.cli.doctor;

import cloud.kuryzhev.rbacguard.cli.state.Answer;
import cloud.kuryzhev.rbacguard.cli.state.Api;
import java.util.HashMap;
import java.util.Map;

/** Asks for each path once, so that all checks speak of the same state. */
final class Remembered implements Api {

    private final Map<String, Answer> answers = new HashMap<>();
    private final Api api;

    Remembered(Api api) {
        this.api = api;
    }

    @Override
    public Answer get(String path) {
        return answers.computeIfAbsent(path, api::get);
    }

    @Override
    public Answer create(String path, String body) {
        return api.create(path, body);
    }
}
