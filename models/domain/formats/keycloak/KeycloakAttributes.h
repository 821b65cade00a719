#pragma once

#include <QString>

#include <optional>

/// Attributes of users, ours and Keycloak's.
namespace gatehouse::keycloak {

/// What Keycloak calls one of userAttributes().
QString keycloakAttribute(const QString &userAttribute);
std::optional<QString> ourAttribute(const QString &keycloakAttribute);
/// Whether each user of Keycloak has it, without an administrator who declares it.
bool isBuiltInAttribute(const QString &keycloakAttribute);

/// The default resource that shares this claim from this attribute; empty: none does.
QString defaultResourceWith(const QString &claim, const QString &keycloakAttribute);

}
