package cloud.kuryzhev.rbacguard.demo;

/** A step came out otherwise than told; the message says how. */
final class StoryDiffers extends RuntimeException {

    private static final long serialVersionUID = 1L;

    StoryDiffers(String message) {
        super(message);
    }
}
