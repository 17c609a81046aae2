package dev.runproof.image;

/** An image cannot be made; the message says why, and what to do. */
final class ImageException extends RuntimeException {

    private static final long serialVersionUID = 1;

    ImageException(String message) {
        super(message);
    }

    ImageException(String message, Throwable cause) {
        super(message, cause);
    }
}
