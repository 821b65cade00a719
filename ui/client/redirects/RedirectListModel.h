#pragma once

#include "domain/rules/Problem.h"

#include <QAbstractListModel>

namespace gatehouse {

class ClientDraft;
class ValidationController;

/// The redirects of one kind as an editable list, with each row's worst problem beside it.
class RedirectListModel : public QAbstractListModel
{
    Q_OBJECT

public:
    enum Role { SeverityRole = Qt::UserRole }; ///< as in Severity, -1 none

    /// `field` is LoginRedirects or LogoutRedirects.
    RedirectListModel(ClientField field, ClientDraft &draft, ValidationController &validation,
                      QObject *parent = nullptr);

    /// Adds what was pasted or typed: a row a line, trimmed; what stands there already is left out. Gives the
    /// left out.
    QStringList addText(const QString &text);
    void removeRowsAt(QList<int> rows);

    int rowCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void show();
    const Problem *problemAt(int row) const;

    ClientField m_field;
    ClientDraft &m_draft;
    ValidationController &m_validation;
    QStringList m_uris;
    QList<Problem> m_problems;
};

}
