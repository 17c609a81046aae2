package dev.runproof.runtime.evidence;

import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Writes an archive in the format of POSIX.1-2001 (pax): names are bytes, as the file system has them, and of any length. Source: IEEE
 * Std 1003.1, pax, "ustar Interchange Format" and "pax Extended Header".
 */
final class TarWriter implements Closeable {

    /** What an entry is. */
    enum Type {
        FILE('0'),
        LINK('2'),
        CHARACTERS('3'),
        BLOCKS('4'),
        FOLDER('5'),
        PIPE('6');

        private final char flag;

        Type(char flag) {
            this.flag = flag;
        }
    }

    /**
     * What is known of an entry.
     *
     * @param type what it is
     * @param size how many bytes follow; of a file only
     * @param mode its permissions, as the last twelve bits
     * @param user who owns it
     * @param group which group owns it
     * @param modified when it was changed, in seconds since 1970
     * @param major the major number of a device
     * @param minor the minor number of a device
     */
    record Header(Type type, long size, int mode, long user, long group, long modified, int major, int minor) {

        static Header file(long size, long modified) {
            return new Header(Type.FILE, size, 0400, 0, 0, modified, 0, 0);
        }
    }

    private static final int BLOCK = 512;
    private static final int NAME = 100;
    private static final int LINK_AT = 157;
    private static final int CHECKSUM_AT = 148;
    private static final byte[] NONE = {};
    private static final char PAX = 'x';
    private static final long MOST_IN_SEVEN = 07777777;
    private static final long MOST_IN_ELEVEN = 077777777777L;

    private final OutputStream out;

    TarWriter(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes an entry without content.
     *
     * @param name its name
     * @param header what it is
     * @param target where a link leads; empty if it is none
     */
    void entry(byte[] name, Header header, byte[] target) throws IOException {
        var records = new ByteArrayOutputStream();
        if (name.length > NAME) {
            record(records, "path", name);
        }
        if (target.length > NAME) {
            record(records, "linkpath", target);
        }
        number(records, "size", header.size(), MOST_IN_ELEVEN);
        number(records, "uid", header.user(), MOST_IN_SEVEN);
        number(records, "gid", header.group(), MOST_IN_SEVEN);
        if (records.size() > 0) {
            var all = new ByteArrayOutputStream();
            // Names are not text: they may have any byte but NUL and /.
            record(all, "hdrcharset", "BINARY".getBytes(StandardCharsets.US_ASCII));
            all.writeBytes(records.toByteArray());
            block("pax".getBytes(StandardCharsets.US_ASCII), PAX, Header.file(all.size(), 0), NONE);
            out.write(all.toByteArray());
            pad(all.size());
        }
        block(name, header.type().flag, header, target);
    }

    /**
     * Writes a file.
     *
     * @param name its name
     * @param header what it is; as many bytes are written as it says, whatever there are
     * @param content what is in it
     * @return how many bytes were missing, in whose place there are zeros
     */
    long file(byte[] name, Header header, InputStream content) throws IOException {
        entry(name, header, NONE);
        var buffer = new byte[1 << 16];
        long left = header.size();
        while (left > 0) {
            int read = read(content, buffer, (int) Math.min(buffer.length, left));
            if (read < 0) {
                break;
            }
            out.write(buffer, 0, read);
            left -= read;
        }
        Arrays.fill(buffer, (byte) 0);
        for (long missing = left; missing > 0; missing -= Math.min(buffer.length, missing)) {
            out.write(buffer, 0, (int) Math.min(buffer.length, missing));
        }
        pad(header.size());
        return left;
    }

    /** What cannot be read is missing; the entry is as long as its header says all the same. */
    private static int read(InputStream content, byte[] buffer, int most) {
        try {
            return content.read(buffer, 0, most);
        } catch (IOException e) {
            return -1;
        }
    }

    /** Ends the archive; what it is written to stays open. */
    @Override
    public void close() throws IOException {
        out.write(new byte[2 * BLOCK]);
    }

    private void pad(long written) throws IOException {
        out.write(new byte[(int) ((BLOCK - written % BLOCK) % BLOCK)]);
    }

    private static void number(ByteArrayOutputStream records, String key, long value, long most) {
        if (value > most) {
            record(records, key, Long.toString(value).getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** {@code LENGTH KEY=VALUE\n}, where the length counts its own digits too. */
    private static void record(ByteArrayOutputStream records, String key, byte[] value) {
        int rest = 1 + key.length() + 1 + value.length + 1;
        int length = rest + Integer.toString(rest).length();
        length = rest + Integer.toString(length).length();
        records.writeBytes((length + " " + key + "=").getBytes(StandardCharsets.US_ASCII));
        records.writeBytes(value);
        records.write('\n');
    }

    private void block(byte[] name, char flag, Header header, byte[] target) throws IOException {
        var block = new byte[BLOCK];
        System.arraycopy(name, 0, block, 0, Math.min(name.length, NAME));
        octal(block, 100, 8, header.mode() & 07777);
        octal(block, 108, 8, header.user() > MOST_IN_SEVEN ? 0 : header.user());
        octal(block, 116, 8, header.group() > MOST_IN_SEVEN ? 0 : header.group());
        octal(block, 124, 12, header.size() > MOST_IN_ELEVEN ? 0 : header.size());
        octal(block, 136, 12, Math.max(0, Math.min(header.modified(), MOST_IN_ELEVEN)));
        Arrays.fill(block, CHECKSUM_AT, CHECKSUM_AT + 8, (byte) ' ');
        block[156] = (byte) flag;
        System.arraycopy(target, 0, block, LINK_AT, Math.min(target.length, NAME));
        System.arraycopy("ustar\00000".getBytes(StandardCharsets.US_ASCII), 0, block, 257, 8);
        octal(block, 329, 8, header.major());
        octal(block, 337, 8, header.minor());
        int sum = 0;
        for (byte one : block) {
            sum += one & 0xff;
        }
        octal(block, CHECKSUM_AT, 7, sum);
        out.write(block);
    }

    private static void octal(byte[] block, int at, int length, long value) {
        byte[] digits = String.format("%0" + (length - 1) + "o", value).getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(digits, 0, block, at, length - 1);
        block[at + length - 1] = 0;
    }
}
