package tsunagi.chain.mining;

/// SHA-256 of neighbouring nonces, side by side. A *row* is one number for each of them.
interface Lanes {
    /// How many there are side by side.
    int count();

    /// What the next hashes are of.
    void prepare(NonceBlocks blocks);

    /// Hashes with the nonces' lower halves `nonceLow` … `nonceLow + count − 1`.
    ///
    /// @param mask bits of the hash's first word
    /// @return the first lane in which all these bits are 0, or −1
    int firstHit(int nonceLow, int mask);

    /// Repeats each value once for each lane, from one on.
    static int[] rows(int[] values, int from, int to, int lanes) {
        int[] rows = new int[(to - from) * lanes];
        for (int i = 0; i < rows.length; i++) rows[i] = values[from + i / lanes];
        return rows;
    }
}
