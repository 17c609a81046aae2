package dev.runproof.runtime.hubble;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

/**
 * The wire format of protocol buffers: a message is a sequence of fields, each with a number and a value of one of four forms. Source:
 * <a href="https://protobuf.dev/programming-guides/encoding/">Encoding</a>.
 */
final class Wire {

    private static final int VARINT = 0;
    private static final int FIXED_64 = 1;
    private static final int BYTES = 2;
    private static final int FIXED_32 = 5;
    private static final int LONGEST_VARINT = 10;

    /**
     * A field.
     *
     * @param number its number
     * @param value what it says, if it is a number; 0 if it is not
     * @param bytes what it says, if it is text or a message; empty if it is not
     */
    record Field(int number, long value, ByteBuffer bytes) {

        /** The text, with what is no UTF-8 replaced. */
        String text() {
            return StandardCharsets.UTF_8.decode(bytes.duplicate()).toString();
        }

        /** The fields of the message that this is. */
        List<Field> fields() throws IOException {
            return Wire.fields(bytes.duplicate());
        }
    }

    private static final ByteBuffer NOTHING = ByteBuffer.allocate(0).asReadOnlyBuffer();

    private Wire() {}

    /**
     * Reads a message.
     *
     * @throws IOException if it is none
     */
    static List<Field> fields(ByteBuffer message) throws IOException {
        var fields = new ArrayList<Field>();
        while (message.hasRemaining()) {
            long key = varint(message);
            long number = key >>> 3;
            if (number < 1 || number > (1 << 29) - 1) {
                throw new IOException("a field has the number " + number);
            }
            fields.add(field((int) number, (int) (key & 7), message));
        }
        return fields;
    }

    private static Field field(int number, int form, ByteBuffer message) throws IOException {
        return switch (form) {
            case VARINT -> new Field(number, varint(message), NOTHING);
            case FIXED_64 -> new Field(number, fixed(message, Long.BYTES), NOTHING);
            case FIXED_32 -> new Field(number, fixed(message, Integer.BYTES), NOTHING);
            case BYTES -> {
                long length = varint(message);
                if (length < 0 || length > message.remaining()) {
                    throw new IOException("field " + number + " is longer than its message");
                }
                ByteBuffer bytes = message.slice(message.position(), (int) length);
                message.position(message.position() + (int) length);
                yield new Field(number, 0, bytes);
            }
            default -> throw new IOException("field " + number + " has a form that there is not: " + form);
        };
    }

    private static long varint(ByteBuffer message) throws IOException {
        long value = 0;
        for (int i = 0; i < LONGEST_VARINT; i++) {
            if (!message.hasRemaining()) {
                throw new IOException("a number has no end");
            }
            byte next = message.get();
            value |= (next & 0x7fL) << (7 * i);
            if (next >= 0) {
                return value;
            }
        }
        throw new IOException("a number has more than " + LONGEST_VARINT + " bytes");
    }

    private static long fixed(ByteBuffer message, int bytes) throws IOException {
        if (message.remaining() < bytes) {
            throw new IOException("a number has no end");
        }
        long value = 0;
        for (int i = 0; i < bytes; i++) {
            value |= (message.get() & 0xffL) << (8 * i);
        }
        return value;
    }

    /**
     * Reads how long what follows is.
     *
     * @return that; {@link Long#MAX_VALUE} if not even this is whole
     */
    static long length(ByteBuffer written) throws IOException {
        for (int i = written.position(); i < written.limit(); i++) {
            if (written.get(i) >= 0) {
                long length = varint(written);
                if (length < 0) {
                    throw new IOException("a message is shorter than nothing");
                }
                return length;
            }
        }
        return Long.MAX_VALUE;
    }

    /** Writes a number. */
    static void number(ByteArrayOutputStream message, int field, long value) {
        varint(message, ((long) field << 3) | VARINT);
        varint(message, value);
    }

    /** Writes a text, or a message. */
    static void bytes(ByteArrayOutputStream message, int field, byte[] value) {
        varint(message, ((long) field << 3) | BYTES);
        varint(message, value.length);
        message.writeBytes(value);
    }

    /** Writes a number without a field: how long what follows is. */
    static void varint(ByteArrayOutputStream message, long value) {
        long left = value;
        while ((left & ~0x7fL) != 0) {
            message.write((int) ((left & 0x7f) | 0x80));
            left >>>= 7;
        }
        message.write((int) left);
    }
}
