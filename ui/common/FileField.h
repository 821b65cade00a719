#pragma once

#include <QWidget>

class QLineEdit;

namespace gatehouse {

/// A path to type, and a button to look for it.
class FileField : public QWidget
{
    Q_OBJECT

public:
    enum class Purpose { Read, Write, Folder };
    /// What the file dialog says and offers.
    struct Choice
    {
        QString title;
        QString filter = {}; ///< as QFileDialog takes it; empty: all files
        QString suffix = {}; ///< of a name that is typed without one
        QString browse = {}; ///< what the button says; empty: Browse, which is enough where there is one
    };

    FileField(Purpose purpose, Choice choice, QWidget *parent = nullptr);

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
    Choice m_choice;
    QLineEdit *m_edit;
    QString m_folder;
    QString m_suggested;
};

}
