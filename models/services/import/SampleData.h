#pragma once

#include "domain/Error.h"
#include "store/Database.h"

#include <QList>

/// Users, API scopes and client applications of every kind to look around with, all of example.com.
namespace gatehouse::sampledata {

/// A secret in clear: hand it over once and keep it nowhere.
struct IssuedSecret
{
    QString clientId;
    QByteArray secret;
};

/// Imports them, each client application with a new secret, in one transaction. What exists with the same
/// name and other values refuses it.
Result<QList<IssuedSecret>> install(Database &database, const QDateTime &now);

}
