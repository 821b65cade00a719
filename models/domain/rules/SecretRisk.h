#pragma once

#include "domain/ClientApplication.h"

/// What a risk of one secret is about. It is bound to the hash, so that it goes along with the secret into
/// files and other databases. But by that whoever guesses finds a secret that can be guessed: people read the
/// secret's key in its place.
namespace gatehouse::risks {

/// As it is stored.
QString valueOf(const ClientSecret &secret);

/// What of a risk's value people read, and the value of what they read, which may be the value itself. That
/// of a secret that is not there any more is told to nobody.
QString toldValue(const ClientApplication &client, const QString &rule, const QString &value);
QString valueFromTold(const ClientApplication &client, const QString &rule, const QString &told);

/// The accepted ones, as people read them.
QList<AcceptedRisk> told(const ClientApplication &client);

}
