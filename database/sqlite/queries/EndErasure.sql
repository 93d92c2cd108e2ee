DELETE FROM outbox_Erasure WHERE ErasureId = @erasureId;
