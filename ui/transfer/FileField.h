#pragma once

#include <QWidget>

class QLineEdit;

namespace gatehouse {

/// A file name to type, and a button to look for it.
class FileField : public QWidget
{
    Q_OBJECT

public:
    enum class Purpose { Read, Write };

    explicit FileField(Purpose purpose, QWidget *parent = nullptr);

    /// For the label's buddy.
    QLineEdit *edit() const { return m_edit; }
    /// Absolute; what was typed without a folder is taken from the folder that was suggested. Empty when
    /// nothing was typed.
    QString path() const;
    void setPath(const QString &path);
    /// Stands there until a person types or chooses something else.
    void suggest(const QString &folder, const QString &name);

Q_SIGNALS:
    void changed();

private:
    void browse();

    Purpose m_purpose;
    QLineEdit *m_edit;
    QString m_folder;
    QString m_suggested;
};

}
