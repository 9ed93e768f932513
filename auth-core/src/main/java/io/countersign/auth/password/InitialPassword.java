package io.countersign.auth.password;

/** What an account's password is when the account is made: a new one, or one from elsewhere. */
public sealed interface InitialPassword permits NewPassword, ImportedHash {}
