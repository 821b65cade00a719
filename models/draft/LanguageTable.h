#pragma once

#include "domain/Language.h"
#include "draft/DraftTable.h"

#include <QMap>

#include <functional>

namespace gatehouse {

/// Texts by language: a row for each language that is supported, and for each other one that has a text. A
/// row stays as long as what is open, or what is typed next would go to another language. The first column is
/// the language, the last one that is shown tells what is missing; texts are between.
class LanguageTable : public DraftTable
{
    Q_OBJECT

public:
    /// By language tag, in the order of their columns.
    using Texts = QMap<QString, QStringList>;

    /// `unsupported` is what a language that is not supported is called.
    LanguageTable(const DraftDatabase &database, const QString &name, const QStringList &titles,
                  const QString &unsupported);

    /// Those that are supported, in the order of the rows.
    void setLanguages(const QList<Language> &languages);
    Language languageAt(int row) const;
    QString tagAt(int row) const { return textAt(row, 0); }
    QString textAt(int row, int column) const { return valueAt(row, column).toString(); }

    bool isText(const QModelIndex &index) const;
    Qt::ItemFlags flags(const QModelIndex &index) const override;

protected:
    /// Languages without any text are left out.
    Texts textsByTag() const;
    void fillByTag(const Texts &texts);
    /// One step.
    void writeByTag(const Texts &texts);
    /// The titles of columns without a text, of those that `applies` to.
    QStringList missingAt(int row, const std::function<bool(int column)> &applies) const;

private:
    int rowOf(const QString &tag) const;
    int textCount() const { return columnCount() - 2; }
    DraftRow newRow(const QString &tag, int position, const QStringList &texts = {}) const;

    QString m_unsupported;
    QList<Language> m_languages;
};

}
