#pragma once

#include "domain/ClientApplication.h"
#include "domain/Language.h"
#include "domain/rules/FieldRules.h"

#include <QAbstractTableModel>

namespace gatehouse {

class ClientDraft;
class ValidationController;

/// The findings as lines.
QString textOf(const rules::Findings &findings);

/// The consent texts of a draft: a row a language, a column a text, and what is missing.
class ConsentTextsModel : public QAbstractTableModel
{
    Q_OBJECT

public:
    enum Column { LanguageName, Profile, Email, Api, Missing, ColumnCount };
    enum Role { SeverityRole = Qt::UserRole };

    ConsentTextsModel(ClientDraft &draft, ValidationController &validation, QObject *parent = nullptr);

    const QList<Language> &languages() const { return m_languages; }
    QString tagAt(int row) const { return m_languages.at(row).tag; }
    bool isText(const QModelIndex &index) const;
    /// Why the cell cannot be edited; empty when it can.
    QString reasonAgainst(const QModelIndex &index) const;
    /// What the rules say about the text.
    rules::Findings findings(const QModelIndex &index) const;

    /// Takes over texts of another language where the one of the row has none. Gives how many.
    int fillIn(int row, const QString &fromTag);
    /// Languages other than the row's that have a text which the row lacks.
    QList<Language> sourcesFor(int row) const;

    int rowCount(const QModelIndex &parent = {}) const override;
    int columnCount(const QModelIndex &parent = {}) const override;
    QVariant data(const QModelIndex &index, int role) const override;
    bool setData(const QModelIndex &index, const QVariant &value, int role) override;
    QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

private:
    void show();
    bool applies(int column) const;
    QString text(int row, int column) const;
    QString missing(int row) const;
    QStringList unsupportedTags() const;

    ClientDraft &m_draft;
    ValidationController &m_validation;
    QList<Language> m_languages; ///< those that are supported, then those that only the draft has texts in
    int m_subject = 0;
};

}
