#pragma once

#include "app/cli/Console.h"
#include "services/signin/SignIn.h"

/// Who somebody is: GATEHOUSE_USER and GATEHOUSE_PASSWORD say it, and what they do not say is asked on the
/// terminal. The password is gone from the environment once it was read.
namespace gatehouse::cli {

/// NotSignedIn when there is nobody to ask.
Result<signin::Credentials> askedCredentials();
/// Of somebody who is to be made: the password is asked twice.
Result<signin::Credentials> newCredentials();

/// The first line of standard input, or typed twice where that is a terminal.
Result<SecretBytes> newPassword(Console &console, const QString &userId);

/// What GATEHOUSE_SERVER_SECRET says, gone from the environment once it was read; empty: nothing.
SecretBytes environmentServerSecret();
/// The same, asked on the terminal; an error when there is nobody to ask.
Result<SecretBytes> askedServerSecret(const QString &prompt);

/// What GATEHOUSE_CLIENT_SECRET says of the client application that is tried, in the same way.
SecretBytes environmentClientSecret();
/// The same, asked on the terminal; an error when there is nobody to ask.
Result<SecretBytes> askedClientSecret(const QString &prompt);

/// What GATEHOUSE_DATABASE_PASSWORD says, gone from the environment once it was read; empty: nothing.
SecretBytes environmentDatabasePassword();
/// Asks for it on the terminal where there is one and the error is that it is missing or wrong. Whether it
/// was typed: all copies of the URL know it then.
bool askDatabasePassword(const Error &error, DatabaseUrl &url);
/// Opens a database on a server as well, whose password is asked where it is needed and not said.
Result<Database> openDatabase(DatabaseUrl url, Database::IfMissing ifMissing);

/// So that programs which are started from the window do not get them.
void forgetEnvironmentSecrets();

}
